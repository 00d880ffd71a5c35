//go:build !minor26

package main

import (
	"time"

	"k8s.io/client-go/tools/cache"
)

func (i withoutResync) AddEventHandlerWithResyncPeriod(handler cache.ResourceEventHandler, _ time.Duration) {
	i.SharedIndexInformer.AddEventHandlerWithResyncPeriod(handler, informerResync)
}
