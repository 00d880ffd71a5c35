package main

import (
	"os"
	"runtime"
	"strconv"
	"strings"
)

// cpuLimitCores is the CPU limit of this container, or what the machine has when it has none.
func cpuLimitCores() float64 {
	machine := float64(runtime.NumCPU())
	for _, read := range []func() (quota, period string){readCgroup2, readCgroup1} {
		if limit, isLimited := limitOf(read()); isLimited {
			return min(limit, machine)
		}
	}
	return machine
}

func readCgroup2() (quota, period string) {
	quota, period, _ = strings.Cut(readLine("/sys/fs/cgroup/cpu.max"), " ")
	return quota, period
}

func readCgroup1() (quota, period string) {
	const folder = "/sys/fs/cgroup/cpu/"
	return readLine(folder + "cpu.cfs_quota_us"), readLine(folder + "cpu.cfs_period_us")
}

func readLine(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// limitOf is a share of CPU time; none where the quota is "max" or -1, or where there is no file.
func limitOf(quota, period string) (cores float64, isLimited bool) {
	used, quotaError := strconv.ParseFloat(quota, 64)
	of, periodError := strconv.ParseFloat(period, 64)
	if quotaError != nil || periodError != nil || used <= 0 || of <= 0 {
		return 0, false
	}
	return used / of, true
}
