package io.breakwater.bench.child;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/// The figures of a process.
///
/// @param cpuNanos processor time since its start
/// @param heapUsedBytes in use now
/// @param heapPeakBytes the sum of the pools' peaks: never less than the highest use at one time
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
