package receipt

import (
	"context"

	"github.com/mskguide/mskguide/internal/journal"
)

// Sink keeps receipts. It is used by many goroutines at once.
type Sink interface {
	// Keep returns nil when the receipt is kept for good.
	Keep(context.Context, *Receipt) error
}

// File keeps receipts as lines of JSON in a file that survives a crash: a receipt is on the disk
// when Keep returns nil, and a line that a crash tore is moved to FILE.torn by the next OpenFile.
type File struct{ journal *journal.Journal }

// OpenFile opens a file of receipts, and creates it if it is not there, for its owner alone to
// read. A file can be open once at a time, see [File.Close].
func OpenFile(path string) (*File, error) {
	j, err := journal.Open(path, 0o600)
	if err != nil {
		return nil, err
	}
	return &File{j}, nil
}

// Keep appends the receipt, unless ctx is over already.
func (f *File) Keep(ctx context.Context, r *Receipt) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return f.journal.Append(r)
}

// Torn is the number of bytes at the end of the file that a crash had torn when it was opened.
func (f *File) Torn() int64 { return f.journal.Torn() }

// Close closes the file, so that it can be moved away or opened by somebody else.
func (f *File) Close() error { return f.journal.Close() }

var _ Sink = (*File)(nil)
