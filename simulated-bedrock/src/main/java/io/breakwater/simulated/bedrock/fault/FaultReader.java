package io.breakwater.simulated.bedrock.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Reads a posted fault script; unknown or meaningless members are refused with their place and key.
public final class FaultReader {

    private static final List<String> KEYS = Stream.concat(
                    Stream.of("match", "fault", "after", "for", "times", "rate"),
                    Arrays.stream(Parameter.values()).map(Parameter::wireName))
            .toList();
    private static final List<String> MATCH_KEYS = List.of("account", "region", "model", "profile", "stream");

    private FaultReader() {}

    /// The faults of a JSON array, or a 400 that names the offending key.
    public static Checked<List<Fault>> read(JsonNode script) {
        if (!script.isArray()) {
            return Checked.no(SentError.validation("the faults are not an array: send [{\"fault\":\"throttle\"}]"));
        }
        try {
            List<Fault> faults = new ArrayList<>();
            for (int i = 0; i < script.size(); i++) {
                faults.add(fault(new Fields(script.get(i), "[" + i + "]")));
            }
            return Checked.ok(faults);
        } catch (IllegalArgumentException e) {
            return Checked.no(SentError.validation(String.valueOf(e.getMessage())));
        }
    }

    private static Fault fault(Fields fields) {
        fields.requireKnown(KEYS);
        FaultKind kind = kind(fields);
        return new Fault(match(fields, kind), kind, window(fields), DetailsReader.read(fields, kind));
    }

    private static FaultKind kind(Fields fields) {
        String name = fields.node().path("fault").asText();
        return FaultKind.named(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        fields.at("fault") + " is \"" + name + "\": use one of " + FaultKind.names()));
    }

    private static FaultWindow window(Fields fields) {
        return new FaultWindow(
                fields.count("after"), fields.duration("for"), fields.count("times"), fields.rate("rate"));
    }

    private static FaultMatch match(Fields fields, FaultKind kind) {
        if (!fields.has("match")) {
            return new FaultMatch(null, null, null, null, null);
        }
        Fields match = new Fields(fields.node().path("match"), fields.at("match"));
        match.requireKnown(kind.ofSts() ? List.of("account") : MATCH_KEYS);
        FaultMatch read = new FaultMatch(
                match.text("account"),
                match.text("region"),
                match.text("model"),
                match.text("profile"),
                match.flag("stream"));
        if (kind.onlyStreams() && Boolean.FALSE.equals(read.stream())) {
            throw match.wrong("stream", kind.wireName() + " strikes only streams: leave it out");
        }
        return read;
    }
}
