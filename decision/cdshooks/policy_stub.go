package cdshooks

// Policy is a stub.
type Policy struct{ voice }
