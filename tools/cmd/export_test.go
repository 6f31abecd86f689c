package cmd

// SplitResponse is for the fuzz target.
var SplitResponse = splitResponse
