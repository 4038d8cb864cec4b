import type { demoCustomers } from '../demo.ts'

/** How far an order got. */
export type Outcome =
  | 'pending'
  | 'confirmed'
  | 'updated'
  | 'shipped'
  | 'delivered'
  | 'declined'
  | 'soldOut'
  | 'cancelledUnpaid'
  | 'refunded'

/** `hoursAgo` is when it was placed; `items` maps SKUs to quantities. */
export type Sale = readonly [
  hoursAgo: number,
  customer: keyof typeof demoCustomers,
  outcome: Outcome,
  items: Readonly<Record<string, number>>,
]

/** The orders of the last month, oldest first. */
export const sales: readonly Sale[] = [
  [700, 'ada', 'delivered', { 'BEAN-ESPRESSO-1KG': 2, 'MOKA-POT-6': 1, 'MUG-ENAMEL': 4 }],
  [655, 'grace', 'delivered', { 'NOTEBOOK-A5': 3, 'PEN-FOUNTAIN': 1, 'INK-BLUE-50ML': 1 }],
  [610, 'alan', 'delivered', { 'TEA-BREAKFAST': 2, 'SHORTBREAD-TIN': 2 }],
  [560, 'ada', 'refunded', { 'GRINDER-ELECTRIC': 1 }],
  [512, 'ada', 'delivered', { 'GRINDER-HAND': 1, 'FILTER-PAPER-100': 5, 'DRIPPER-CERAMIC': 1 }],
  [470, 'grace', 'declined', { 'KEYBOARD-60': 1 }],
  [469, 'grace', 'delivered', { 'KEYBOARD-60': 1, 'CABLE-USBC-2M': 2 }],
  [410, 'alan', 'delivered', { 'BLANKET-WOOL': 1, 'CANDLE-CEDAR': 2 }],
  [350, 'katherine', 'delivered', { 'BEAN-FILTER-500G': 4, 'FILTER-PAPER-100': 10 }],
  [300, 'alan', 'cancelledUnpaid', { 'VASE-STONEWARE': 1 }],
  [260, 'ada', 'delivered', { 'BEAN-ESPRESSO-1KG': 3 }],
  [205, 'ada', 'soldOut', { 'TIN-STORAGE': 2, 'BEAN-DECAF-500G': 1 }],
  [170, 'grace', 'delivered', { 'PENCIL-HB-12': 6, 'NOTEBOOK-POCKET': 4 }],
  [120, 'alan', 'refunded', { 'CUSHION-LINEN': 4 }],
  [66, 'ada', 'shipped', { 'KETTLE-GOOSENECK': 1, 'SCALE-COFFEE': 1 }],
  [52, 'katherine', 'shipped', { 'CUP-ESPRESSO-SET': 2, 'BEAN-ESPRESSO-1KG': 1 }],
  [40, 'grace', 'shipped', { 'LAMP-DESK': 1 }],
  [20, 'alan', 'confirmed', { 'TEA-EARL-GREY': 3, 'MARMALADE-SEVILLE': 2 }],
  [15, 'ada', 'updated', { 'CREME-BRULEE-SET': 1, 'MUG-ENAMEL': 2 }],
  [9, 'grace', 'soldOut', { 'HUB-USBC-7': 1 }],
  [5, 'katherine', 'confirmed', { 'BEAN-FILTER-500G': 2 }],
  [2, 'ada', 'confirmed', { 'FILTER-PAPER-100': 2, 'TEA-DARJEELING': 1 }],
  [0.1, 'ada', 'pending', { 'PRESS-FRENCH-1L': 1 }],
  [0.05, 'grace', 'pending', { 'STAND-LAPTOP': 1, 'ORGANIZER-CABLE': 2 }],
]
