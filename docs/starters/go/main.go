// The order API on Go's standard library: a starter to build on, held to the contract's level core.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	config, err := readConfig(os.Getenv)
	if err != nil {
		return err
	}
	if config.iterations < recommendedIterations {
		log.Printf("PBKDF2_ITERATIONS is below %d: fast to guess, so for tests only", recommendedIterations)
	}
	app := newApp(config)
	app.ensureAdmin(config.adminEmail, config.adminPassword)

	listener, err := net.Listen("tcp", net.JoinHostPort(config.host, config.port))
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:           app,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       20 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    16 << 10,
	}
	stop, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	go func() {
		<-stop.Done()
		grace, cancel := context.WithTimeout(context.Background(), 8*time.Second)
		defer cancel()
		server.Shutdown(grace)
	}()
	log.Printf("The order API listens on http://%s", listener.Addr())
	if err := server.Serve(problemListener{listener}); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
