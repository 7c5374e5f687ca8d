package io.breakwater.demo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The result of a pattern's demo.
///
/// @param requests the number of requests
/// @param done what was done and what is promised, in one line
record Result(Pattern pattern, int requests, String done, Evidence evidence, PatternVerdict verdict) {

    boolean held() {
        return verdict instanceof PatternVerdict.Held;
    }

    Map<String, Integer> byModel() {
        return counted(succeeded().flatMap(answer -> answer.model().stream()), Function.identity());
    }

    Map<String, Integer> byShard() {
        return counted(succeeded().flatMap(answer -> answer.target().stream()), TargetName::shard);
    }

    /// The Regions that served; empty if they are not known.
    Map<String, Integer> byRegion() {
        return switch (evidence.served()) {
            case ServedPlaces.Known(List<ServedCall> calls) -> counted(calls.stream(), ServedCall::served);
            case ServedPlaces.Unknown _ -> Map.of();
        };
    }

    Map<String, List<DemoAnswer>> byTenant() {
        return evidence.answers().stream()
                .collect(Collectors.groupingBy(DemoAnswer::tenant, TreeMap::new, Collectors.toList()));
    }

    private Stream<DemoAnswer> succeeded() {
        return evidence.answers().stream().filter(DemoAnswer::succeeded);
    }

    private static <T> Map<String, Integer> counted(Stream<T> things, Function<T, String> name) {
        Map<String, Integer> counts = new TreeMap<>();
        things.map(name).forEach(each -> counts.merge(each, 1, Integer::sum));
        return counts;
    }
}
