package io.breakwater.quota.item;

import java.time.Instant;
import java.time.LocalDate;

/// The ledger's units of time: nanoseconds since 1970, UTC days and UTC months.
public final class LedgerTime {
    public static final long MINUTE_NANOS = 60_000_000_000L;
    public static final long DAY_NANOS = 86_400_000_000_000L;

    public static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }

    public static long day(long nanos) {
        return Math.floorDiv(nanos, DAY_NANOS);
    }

    public static long month(long nanos) {
        LocalDate date = LocalDate.ofEpochDay(day(nanos));
        return date.getYear() * 12L + date.getMonthValue() - 1;
    }

    /// The first nanosecond of a month.
    public static long monthBegin(long month) {
        return Math.multiplyExact(
                LocalDate.of((int) (month / 12), (int) (month % 12) + 1, 1).toEpochDay(), DAY_NANOS);
    }

    /// The first nanosecond of the month after this one.
    public static long nextMonth(long month) {
        return monthBegin(month + 1);
    }

    private LedgerTime() {}
}
