package io.breakwater.call;

import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.Feature;
import io.breakwater.model.RoutedTarget;
import io.breakwater.routing.AttemptLimits;
import io.breakwater.routing.CompiledSchemas;
import io.breakwater.routing.RoomWait;
import io.breakwater.routing.Session;
import io.breakwater.routing.Wanted;
import java.time.Instant;

/// Makes the session of each call, with what is known of how long its models may take: the answers so
/// far, the size of the prompt, and the schemas that accounts have compiled.
final class SessionFactory {
    /// From this length on, a model may read a prompt for longer than its first token usually takes.
    private static final long LONG_PROMPT_TOKENS = 100_000;

    private final Gateway.Parts parts;
    private final CompiledSchemas compiled = new CompiledSchemas();

    SessionFactory(Gateway.Parts parts) {
        this.parts = parts;
    }

    /// @param wait how long the request waits for room before anybody is probed in need
    Session session(Exchange exchange, Prepared ready, RoomWait wait) {
        Wanted wanted = new Wanted(
                ready.call().stream(),
                target -> streams(ready, target),
                target -> parts.wholeAnswers()
                        .limit(target.profile().model().id(), ready.sizing().maxTokens(target)),
                target -> slowToBegin(ready, target));
        AttemptLimits limits = new AttemptLimits(parts.rules(), exchange.times(), wanted, wait);
        return new Session(ready.plan(), limits, parts.random());
    }

    /// A target that has answered has compiled the request's schema.
    void answered(Prepared ready, RoutedTarget by) {
        ready.body(by).grammar().ifPresent(grammar -> compiled.answered(by, grammar, now()));
    }

    /// Whether a target can be asked for a stream; the stream is gathered if the caller wants a whole
    /// answer.
    private static boolean streams(Prepared ready, RoutedTarget target) {
        ModelBody body = ready.body(target);
        return body.streamedBy(target.profile().model()) && (ready.call().stream() || body.gathers());
    }

    /// Whether the model may begin late: a long prompt, the service tier `flex`, or a schema that the
    /// account has not compiled yet.
    private boolean slowToBegin(Prepared ready, RoutedTarget target) {
        ModelBody body = ready.body(target);
        boolean compiles = body.grammar().stream().anyMatch(grammar -> !compiled.has(target, grammar, now()));
        return compiles || body.needs().contains(Feature.FLEX) || ready.sizing().inputTokens() >= LONG_PROMPT_TOKENS;
    }

    private Instant now() {
        return parts.clock().instant();
    }
}
