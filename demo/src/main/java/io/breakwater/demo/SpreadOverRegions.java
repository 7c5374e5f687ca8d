package io.breakwater.demo;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Cross-Region inference: all requests are answered through one profile, by at least two Regions.
record SpreadOverRegions(String alias) implements Expectation {
    static final int LEAST_REGIONS = 2;

    @Override
    public String promise() {
        return "one profile (%s) answers from at least %d Regions".formatted(alias, LEAST_REGIONS);
    }

    @Override
    public PatternVerdict judge(Evidence evidence) {
        if (evidence.succeeded() < evidence.sent()) {
            return new PatternVerdict.NotHeld(evidence.answered());
        }
        Collection<String> profiles = profiles(evidence.answers());
        if (profiles.size() > 1) {
            return new PatternVerdict.NotHeld("more than one profile answered: " + profiles);
        }
        return switch (evidence.served()) {
            case ServedPlaces.Unknown(String why) -> new PatternVerdict.NotHeld(why);
            case ServedPlaces.Known(List<ServedCall> calls) -> judge(calls, evidence.sent());
        };
    }

    private static PatternVerdict judge(List<ServedCall> calls, int sent) {
        if (calls.size() < sent) {
            return new PatternVerdict.NotHeld(missing(calls, sent));
        }
        Collection<String> regions = regions(calls);
        return regions.size() < LEAST_REGIONS
                ? new PatternVerdict.NotHeld("all were served in one Region: " + String.join(", ", regions))
                : new PatternVerdict.Held(
                        "%d answered by %d Regions: %s".formatted(sent, regions.size(), String.join(", ", regions)));
    }

    /// The log lacks calls: it belongs to another gateway, or was emptied meanwhile.
    static String missing(List<ServedCall> calls, int sent) {
        return "Bedrock's invocation log has %d of the %d calls; does it belong to this gateway?"
                .formatted(calls.size(), sent);
    }

    static Collection<String> regions(List<ServedCall> calls) {
        return calls.stream().map(ServedCall::served).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Collection<String> profiles(List<DemoAnswer> answers) {
        return answers.stream()
                .map(DemoAnswer::target)
                .flatMap(Optional::stream)
                .map(TargetName::profile)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
