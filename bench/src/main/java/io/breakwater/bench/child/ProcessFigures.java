package io.breakwater.bench.child;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/// How a process stands.
///
/// @param cpuNanos processor time since its start
/// @param heapUsedBytes in use now
/// @param heapPeakBytes the sum of the pools' peaks: never less than the most that was in use at once
/// @param heapMostBytes the limit
/// @param collectorMillis time spent collecting since the start
public record ProcessFigures(
        long cpuNanos, long heapUsedBytes, long heapPeakBytes, long heapMostBytes, long collectorMillis) {

    static ProcessFigures now() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
        long collecting = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
        return new ProcessFigures(system.getProcessCpuTime(), heap.getUsed(), peak, heap.getMax(), collecting);
    }
}
