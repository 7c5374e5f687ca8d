package io.breakwater.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// An IPv4 or IPv6 address, read from its literal: no name is ever looked up.
///
/// @param high the first 64 bits of an IPv6 address, 0 for IPv4
/// @param low the last 64 bits of an IPv6 address, or the 32 of an IPv4 address
/// @param bits how long the address is: 32 or 128
record IpAddress(long high, long low, int bits) {
    private static final Pattern OCTETS =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final int GROUPS = 8;

    /// The first 96 bits of an IPv6 address that stands for an IPv4 one (RFC 4291, section 2.5.5.2).
    private static final long MAPPED = 0xffffL;

    /// The address that a literal names; empty for any other text. `::ffff:192.0.2.1` is 192.0.2.1.
    static Optional<IpAddress> parse(String literal) {
        return OCTETS.matcher(literal).matches()
                ? Optional.of(new IpAddress(0, octets(literal), 32))
                : groups(literal).map(IpAddress::ofGroups);
    }

    private static long octets(String literal) {
        long value = 0;
        for (String octet : literal.split("\\.", -1)) {
            value = value << 8 | Long.parseLong(octet);
        }
        return value;
    }

    private static IpAddress ofGroups(List<Long> groups) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < GROUPS / 2; i++) {
            high = high << 16 | groups.get(i);
            low = low << 16 | groups.get(i + GROUPS / 2);
        }
        return high == 0 && low >>> 32 == MAPPED
                ? new IpAddress(0, low & 0xffff_ffffL, 32)
                : new IpAddress(high, low, 128);
    }

    /// Eight groups of 16 bits; `::` stands once for one or more that are zero.
    private static Optional<List<Long>> groups(String literal) {
        int gap = literal.indexOf("::");
        if (gap < 0) {
            return side(literal).filter(groups -> groups.size() == GROUPS);
        }
        Optional<List<Long>> before = side(literal.substring(0, gap));
        Optional<List<Long>> after = side(literal.substring(gap + 2));
        return before.isPresent() && after.isPresent() ? filled(before.get(), after.get()) : Optional.empty();
    }

    private static Optional<List<Long>> filled(List<Long> before, List<Long> after) {
        int missing = GROUPS - before.size() - after.size();
        if (missing < 1) {
            return Optional.empty();
        }
        List<Long> all = new ArrayList<>(before);
        for (int i = 0; i < missing; i++) {
            all.add(0L);
        }
        all.addAll(after);
        return Optional.of(all);
    }

    /// The groups on one side of the gap, the last of which may be an IPv4 address.
    private static Optional<List<Long>> side(String text) {
        List<Long> groups = new ArrayList<>();
        String[] parts = text.isEmpty() ? new String[0] : text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            if (GROUP.matcher(parts[i]).matches()) {
                groups.add(Long.parseLong(parts[i], 16));
            } else if (i == parts.length - 1 && OCTETS.matcher(parts[i]).matches()) {
                groups.add(octets(parts[i]) >>> 16);
                groups.add(octets(parts[i]) & 0xffff);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(groups);
    }

    /// The address with all bits behind the prefix cleared.
    IpAddress masked(int prefix) {
        return bits == 32
                ? new IpAddress(0, low & mask(prefix + 32) & 0xffff_ffffL, 32)
                : new IpAddress(high & mask(prefix), low & mask(prefix - 64), 128);
    }

    /// The leading bits of 64.
    private static long mask(int leading) {
        return leading <= 0 ? 0 : -1L << (64 - Math.min(64, leading));
    }

    @Override
    public String toString() {
        return bits == 32
                ? "%d.%d.%d.%d".formatted(low >>> 24, low >>> 16 & 255, low >>> 8 & 255, low & 255)
                : hex(high) + ":" + hex(low);
    }

    private static String hex(long half) {
        return "%x:%x:%x:%x".formatted(half >>> 48, half >>> 32 & 0xffff, half >>> 16 & 0xffff, half & 0xffff);
    }
}
