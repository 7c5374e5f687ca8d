package io.breakwater.infra;

import io.breakwater.Depth;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The environments in which policies are largest, each synthesised once for all tests: with invocation
/// logs, the longest names that the settings allow, and, from a hundred tenants on, the settings that
/// keep the stack from growing with them.
final class Crowded {
    /// This many tenants no longer make the stack grow, nor do twice as many.
    static final int MANY = Depth.whole() ? 500 : 120;

    static final int MOST = 2 * MANY;

    private static final List<Synthesised> EVERY_KIND = Stream.concat(
                    Stream.concat(Synthesised.all(), Stream.of(Synthesised.REVERSED)),
                    tenants().mapToObj(Crowded::of))
            .toList();

    private Crowded() {}

    /// A build that is not deep leaves out the smallest number, and has just enough tenants for the
    /// largest.
    private static IntStream tenants() {
        return Depth.whole() ? IntStream.of(10, 90, MANY, MOST) : IntStream.of(90, MANY, MOST);
    }

    /// The environments of [Synthesised], one with its shard's Regions in the other order, and those
    /// with 10 to [#MOST] tenants.
    static Stream<Synthesised> everyKind() {
        return EVERY_KIND.stream();
    }

    private static Synthesised of(int tenants) {
        return Synthesised.of(Synthesised.settings(text(tenants)));
    }

    private static String text(int tenants) {
        String all = IntStream.range(0, tenants)
                .mapToObj(
                        "  - { id: tenant-of-the-longest-name-%05d, plan: standard, models: [claude-sonnet] }"
                                ::formatted)
                .collect(Collectors.joining("\n"));
        String dev = Synthesised.dev().replace("environment: dev", "environment: abcdefghijkl");
        return dev.substring(0, dev.indexOf("tenants:")) + "tenants:\n" + all
                + dev.substring(dev.indexOf("\n\ntimeouts:"))
                        .replace("retentionDays: 7 }", "retentionDays: 7, invocations: true, prompts: true }")
                + (tenants > 100 ? "throttle: { usagePlans: plan }\nfirstKeys: operator\n" : "");
    }
}
