package io.breakwater.routing;

import io.breakwater.model.AccountId;
import io.breakwater.model.ModelId;
import io.breakwater.model.RoutedTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/// Which schemas Bedrock has compiled for an account, as seen from answers. Bedrock takes up to minutes
/// to compile one and keeps it for a day ("Structured outputs", Amazon Bedrock User Guide).
public final class CompiledSchemas {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final int MOST = 10_000;

    /// By their last use.
    private final LinkedHashMap<Schema, Instant> until = new LinkedHashMap<>(16, 0.75f, true);

    private record Schema(AccountId account, ModelId model, int grammar) {
        static Schema at(RoutedTarget target, int grammar) {
            return new Schema(
                    target.target().account(), target.profile().model().id(), grammar);
        }
    }

    /// The target has answered a request with these schemas.
    public synchronized void answered(RoutedTarget target, int grammar, Instant now) {
        until.put(Schema.at(target, grammar), now.plus(KEPT));
        if (until.size() > MOST) {
            until.sequencedKeySet().removeFirst();
        }
    }

    /// Whether Bedrock has compiled them there.
    public synchronized boolean has(RoutedTarget target, int grammar, Instant now) {
        Instant end = until.get(Schema.at(target, grammar));
        return end != null && now.isBefore(end);
    }
}
