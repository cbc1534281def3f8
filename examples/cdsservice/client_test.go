package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	neturl "net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

// client is one that makes calls over one connection, from requests that were written beforehand.
// It looks at the status and at the beginning of the body, which it throws away.
type client struct {
	address string
	conn    net.Conn
	in      *bufio.Reader
	body    []byte
}

// written is a request as it goes over the wire.
func written(t testing.TB, url string, body []byte) []byte {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(body))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/json")
	var out bytes.Buffer
	require.NoError(t, r.Write(&out))
	return out.Bytes()
}

func addressOf(t testing.TB, url string) string {
	u, err := neturl.Parse(url)
	require.NoError(t, err)
	return u.Host
}

func (c *client) close() {
	if c.conn != nil {
		_ = c.conn.Close()
		c.conn = nil
	}
}

// send makes a call. After an error the next one has a connection of its own.
func (c *client) send(request []byte, wanted string) (err error) {
	defer func() {
		if err != nil {
			c.close()
		}
	}()
	if c.conn == nil {
		if c.conn, err = net.Dial("tcp", c.address); err != nil {
			return err
		}
		c.in = bufio.NewReaderSize(c.conn, 32<<10)
	}
	if _, err = c.conn.Write(request); err != nil {
		return err
	}
	response, err := http.ReadResponse(c.in, nil)
	if err != nil {
		return err
	}
	if response.ContentLength < 0 || response.Close {
		return errors.New("the answer has no length, or ends the connection")
	}
	c.body = append(c.body[:0], make([]byte, response.ContentLength)...)
	if _, err = io.ReadFull(response.Body, c.body); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK || !bytes.HasPrefix(c.body, []byte(wanted)) {
		return fmt.Errorf("status %d: %.200s", response.StatusCode, c.body)
	}
	return nil
}
