package main

import (
	"context"
	"testing/synctest"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta/testrestmapper"
	typedcorev1 "k8s.io/client-go/kubernetes/typed/core/v1"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
)

// The informers' own resync, as kube-controller-manager has it. Never 0: up to 1.35 a reflector without one waits on a
// channel of its package, which belongs to no bubble, and virtual time stands still.
const informerResync = 12 * time.Hour

var restMapper = testrestmapper.TestOnlyStaticRESTMapper(legacyscheme.Scheme)

// rig is one controller with all that it stands on. Built and run inside a bubble.
type rig struct {
	world       *world
	autoscalers *autoscalers
	recorder    *recorder
	podStore    cache.Indexer
	stop        func()
}

// startRig runs a controller over the case's HPA, which the informers see now, and over the world of its first sync.
func startRig(ctx context.Context, vector *vectorCase, first time.Time) (*rig, error) {
	w := &world{namespace: vector.HPA.Namespace, replicas: vector.Replicas, targets: vector.Targets}
	autoscalers, err := newAutoscalers(w, vector.HPA)
	if err != nil {
		return nil, err
	}
	if err := w.show(vector.Ticks[0], first); err != nil {
		return nil, err
	}
	byNamespace := cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc}
	hpas := cache.NewSharedIndexInformer(autoscalers.feed, &servedHPA{}, informerResync, byNamespace)
	pods := cache.NewSharedIndexInformer(newFeed(w.podList()), &corev1.Pod{}, informerResync, byNamespace)
	ctx, cancel := context.WithCancel(ctx)
	controller := newController(ctx, parts{
		flags: vector.Flags, world: w, autoscalers: autoscalers, hpas: hpaInformer{hpas}, pods: podInformer{pods},
	})
	recorder := newRecorder()
	theirs := replaceRecorder(controller, recorder)
	go hpas.Run(ctx.Done())
	go pods.Run(ctx.Done())
	// The controller polls every 100 ms for informers that are not ready when it looks first.
	synctest.Wait()
	go runOneWorker(ctx, controller)
	stop := func() {
		cancel()
		stopBroadcaster(theirs)
	}
	return &rig{world: w, autoscalers: autoscalers, recorder: recorder, podStore: pods.GetIndexer(), stop: stop}, nil
}

// show puts the world of the next sync before the controller. Its pods go straight into the informer's store: an informer
// that watched them come and go would hold the same.
func (r *rig) show(tick vectorTick, at time.Time) error {
	if err := r.world.show(tick, at); err != nil {
		return err
	}
	pods := make([]interface{}, len(r.world.pods))
	for i, pod := range r.world.pods {
		pods[i] = pod
	}
	return r.podStore.Replace(pods, "1")
}

// parts is what the constructors of all minors take, in one place.
type parts struct {
	flags       vectorFlags
	world       *world
	autoscalers *autoscalers
	hpas        hpaInformer
	pods        podInformer
}

type hpaInformer struct{ informer cache.SharedIndexInformer }

func (i hpaInformer) Informer() cache.SharedIndexInformer { return withoutResync{i.informer} }
func (i hpaInformer) Lister() hpaLister                   { return newHPALister(i.informer.GetIndexer()) }

// withoutResync keeps the controller from hearing of every HPA again once a period, which its queue ignores unless it comes
// in the very instant of a sync: then a race decides when the next sync is.
type withoutResync struct{ cache.SharedIndexInformer }

type podInformer struct{ informer cache.SharedIndexInformer }

func (i podInformer) Informer() cache.SharedIndexInformer { return i.informer }
func (i podInformer) Lister() corelisters.PodLister {
	return corelisters.NewPodLister(i.informer.GetIndexer())
}

// noEvents is where the constructor's own recorder would write.
type noEvents struct{ typedcorev1.EventInterface }

func (e noEvents) Events(string) typedcorev1.EventInterface { return e }
