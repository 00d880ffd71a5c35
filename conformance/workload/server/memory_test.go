package main

import "testing"

func TestHeldMemoryIsReallyThereAndGoesAgain(t *testing.T) {
	const size = 32 << 20
	before := usedBytes()
	memory, err := hold(size)
	if err != nil {
		t.Fatal(err)
	}
	during := usedBytes()
	release(memory)
	after := usedBytes()
	if grown := during - before; grown < size-1<<20 || grown > size+4<<20 {
		t.Errorf("%d bytes more while it is held", grown)
	}
	if left := after - before; left > 4<<20 {
		t.Errorf("%d bytes are left", left)
	}
}

func TestBallastFillsUpToTheIdleAmountAndMakesRoomForTheRuntime(t *testing.T) {
	ballast := Ballast{idleBytes: 10 << 20, heldBytes: func() int64 { return 1 << 20 }}
	for _, example := range []struct{ own, wished int64 }{{3 << 20, 8 << 20}, {5 << 20, 6 << 20}, {20 << 20, 0}} {
		if err := ballast.settle(example.own + held(ballast)); err != nil {
			t.Fatal(err)
		}
		if held(ballast) != example.wished {
			t.Errorf("the rest needs %d: held %d instead of %d", example.own, held(ballast), example.wished)
		}
	}
}

func held(ballast Ballast) int64 { return int64(len(ballast.chunks)) * ballastChunkBytes }
