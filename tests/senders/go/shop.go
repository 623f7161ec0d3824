// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An HTTP service and its caller, both instrumented, sending over gRPC or HTTP. shop FILE writes down there what was
// made.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

type written struct {
	mutex sync.Mutex
	file  *os.File
}

func plain(attributes []attribute.KeyValue) map[string]any {
	values := map[string]any{}
	for _, one := range attributes {
		values[string(one.Key)] = one.Value.AsInterface()
	}
	return values
}

// The SDK numbers an error before an ok, OTLP the other way round.
var statusNumbers = map[codes.Code]int{codes.Unset: 0, codes.Ok: 1, codes.Error: 2}

// ExportSpans writes down every span.
func (w *written) ExportSpans(_ context.Context, spans []sdk.ReadOnlySpan) error {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	for _, span := range spans {
		var parent any
		if span.Parent().SpanID().IsValid() {
			parent = span.Parent().SpanID().String()
		}
		service, _ := span.Resource().Set().Value("service.name")
		events := [][]any{}
		for _, event := range span.Events() {
			events = append(events, []any{event.Name, event.Time.UnixNano(), plain(event.Attributes)})
		}
		links := [][]any{}
		for _, link := range span.Links() {
			links = append(links, []any{link.SpanContext.TraceID().String(), link.SpanContext.SpanID().String(), plain(link.Attributes)})
		}
		line, err := json.Marshal(map[string]any{
			"what":           "span",
			"service":        service.AsString(),
			"scope":          span.InstrumentationScope().Name,
			"trace_id":       span.SpanContext().TraceID().String(),
			"span_id":        span.SpanContext().SpanID().String(),
			"parent_id":      parent,
			"name":           span.Name(),
			"kind":           int(span.SpanKind()),
			"status":         statusNumbers[span.Status().Code],
			"status_message": span.Status().Description,
			"start_ns":       span.StartTime().UnixNano(),
			"end_ns":         span.EndTime().UnixNano(),
			"attributes":     plain(span.Attributes()),
			"events":         events,
			"links":          links,
		})
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(w.file, string(line)); err != nil {
			return err
		}
	}
	return nil
}

func (w *written) Shutdown(context.Context) error { return w.file.Close() }

func exporter(ctx context.Context) (sdk.SpanExporter, error) {
	if os.Getenv("OTEL_EXPORTER_OTLP_PROTOCOL") == "grpc" {
		return otlptracegrpc.New(ctx)
	}
	return otlptracehttp.New(ctx)
}

func order(tracer trace.Tracer) http.HandlerFunc {
	var mutex sync.Mutex
	var earlier []trace.Link
	return func(response http.ResponseWriter, request *http.Request) {
		mutex.Lock()
		defer mutex.Unlock()
		ctx, span := tracer.Start(request.Context(), "price", trace.WithLinks(earlier...))
		defer span.End()
		earlier = []trace.Link{{SpanContext: span.SpanContext(), Attributes: []attribute.KeyValue{attribute.String("why", "before")}}}
		span.SetAttributes(attribute.String("text", "größer ✓"), attribute.Int64("count", 1<<60), attribute.Float64("share", 0.25),
			attribute.Bool("paid", true), attribute.StringSlice("list", []string{"a", "b"}), attribute.Int64Slice("numbers", []int64{1, 1 << 60}))
		_, charge := tracer.Start(ctx, "charge", trace.WithSpanKind(trace.SpanKindInternal))
		defer charge.End()
		charge.AddEvent("charged", trace.WithAttributes(attribute.Int("cents", 1250)))
		if request.URL.Path[len(request.URL.Path)-1] == '4' {
			charge.RecordError(errors.New("card is declined"))
			charge.SetStatus(codes.Error, "declined")
			response.WriteHeader(http.StatusInternalServerError)
		}
	}
}

func run() error {
	ctx := context.Background()
	file, err := os.Create(os.Args[1])
	if err != nil {
		return err
	}
	otlp, err := exporter(ctx)
	if err != nil {
		return err
	}
	provider := sdk.NewTracerProvider(sdk.WithBatcher(otlp), sdk.WithSyncer(&written{file: file}),
		sdk.WithResource(resource.NewSchemaless(attribute.String("service.name", "go-shop"))))
	otel.SetTracerProvider(provider)
	otel.SetTextMapPropagator(propagation.TraceContext{})
	tracer := provider.Tracer("go-shop")
	server := httptest.NewServer(otelhttp.NewHandler(order(tracer), "order"))
	client := http.Client{Transport: otelhttp.NewTransport(http.DefaultTransport)}
	for number := 0; number < 40; number++ {
		inner, span := tracer.Start(ctx, "customer")
		request, err := http.NewRequestWithContext(inner, http.MethodGet, fmt.Sprintf("%s/order/%d", server.URL, number), nil)
		if err != nil {
			return err
		}
		response, err := client.Do(request)
		if err != nil {
			return err
		}
		_, _ = io.Copy(io.Discard, response.Body)
		_ = response.Body.Close()
		span.End()
	}
	server.Close()
	return provider.Shutdown(ctx)
}

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}
