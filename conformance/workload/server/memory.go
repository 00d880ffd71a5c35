package main

import (
	"os"
	"syscall"
)

// hold takes so much memory outside of the Go heap and writes to each page of it, so that it is really there.
func hold(bytes int64) ([]byte, error) {
	if bytes <= 0 {
		return nil, nil
	}
	const flags = syscall.MAP_ANON | syscall.MAP_PRIVATE | syscall.MAP_POPULATE
	memory, err := syscall.Mmap(-1, 0, int(bytes), syscall.PROT_READ|syscall.PROT_WRITE, flags)
	if err != nil {
		return nil, err
	}
	// The kernel may have populated less than it was asked to, and says nothing then.
	for at := 0; at < len(memory); at += os.Getpagesize() {
		memory[at] = 1
	}
	return memory, nil
}

// release gives it back at once.
func release(memory []byte) {
	if len(memory) == 0 {
		return
	}
	if err := syscall.Munmap(memory); err != nil {
		panic("held memory cannot be given back: " + err.Error())
	}
}
