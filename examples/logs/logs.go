// Package logs writes errors with their causes to the loggers that apps use.
package logs

import (
	"log/slog"

	"github.com/rs/zerolog"
	"go.uber.org/zap"
	"go.uber.org/zap/exp/zapslog"
)

// Zap returns a slog.Logger that writes to an app's zap logger.
func Zap(logger *zap.Logger) *slog.Logger { return slog.New(zapslog.NewHandler(logger.Core())) }

// Zerolog returns a slog.Logger that writes to an app's zerolog logger.
func Zerolog(logger zerolog.Logger) *slog.Logger { return slog.New(zerolog.NewSlogHandler(logger)) }
