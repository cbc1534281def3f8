package cdshooks

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// HTTPFetcher is a [Fetcher] over HTTP. Its zero value may be used. It follows no redirect to
// what is not below the base address of the server, so that the token reaches nothing else.
type HTTPFetcher struct {
	Client *http.Client  // its transport and jar are used, its redirects are not; nil: Go's default
	Most   int64         // bytes of one answer; 0: 16 MiB
	Time   time.Duration // of one request; 0: 5 s
}

// Fetch implements [Fetcher]. Its errors hold nothing of the address, which names the patient.
func (f *HTTPFetcher) Fetch(ctx context.Context, r Request) ([]byte, error) {
	limit, most := f.Time, f.Most
	if limit <= 0 {
		limit = 5 * time.Second
	}
	if most <= 0 {
		most = 16 << 20
	}
	if r.Most > 0 {
		most = min(most, r.Most)
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	address := r.Server + "/" + r.Query
	if strings.HasPrefix(r.Query, "?") {
		address = r.Server + r.Query
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, errors.New("the address cannot be asked")
	}
	request.Header.Set("Accept", "application/fhir+json")
	request.Header.Set("Cache-Control", "no-cache") // advice is for what is known now
	if r.Token != "" {
		request.Header.Set("Authorization", "Bearer "+r.Token)
	}
	base, err := allowServer(r.Server, true)
	if err != nil {
		return nil, errors.New("the address cannot be asked")
	}
	response, err := f.client(base).Do(request)
	if err != nil {
		return nil, bare(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the server answered with status %d", response.StatusCode)
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, most+1))
	switch {
	case err != nil:
		return nil, bare(err)
	case int64(len(data)) > most:
		return nil, fmt.Errorf("%w: it is larger than %d bytes", ErrTooLarge, most)
	}
	return data, nil
}

// client is the one that was given, with redirects held to what is below the base address.
func (f *HTTPFetcher) client(base server) *http.Client {
	c := http.Client{}
	if f.Client != nil {
		c = *f.Client
	}
	c.CheckRedirect = func(next *http.Request, before []*http.Request) error {
		if _, ok := base.below(next.URL.String()); !ok || len(before) > 3 {
			return errors.New("the server sends elsewhere")
		}
		return nil
	}
	return &c
}

// bare takes the address out of an error.
func bare(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}
