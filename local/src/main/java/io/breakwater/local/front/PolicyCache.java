package io.breakwater.local.front;

import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Authorizer answers by identity, each for a fixed time. A full cache forgets everything: real keys
/// are presented again at once, made-up ones are not.
final class PolicyCache {
    private static final int MOST_IDENTITIES = 10_000;

    private final Duration life;
    private final Map<AuthorizerIdentity, Cached> answers = new ConcurrentHashMap<>();

    private record Cached(IamPolicyResponseV1 policy, Instant end) {}

    PolicyCache(Duration life) {
        this.life = life;
    }

    /// The cached answer, or else a new one. If making it throws, nothing is cached.
    IamPolicyResponseV1 find(AuthorizerIdentity identity, Instant now, Supplier<IamPolicyResponseV1> answer) {
        return kept(identity, now).orElseGet(() -> keep(identity, answer.get(), now));
    }

    private Optional<IamPolicyResponseV1> kept(AuthorizerIdentity identity, Instant now) {
        return Optional.ofNullable(answers.get(identity))
                .filter(cached -> now.isBefore(cached.end()))
                .map(Cached::policy);
    }

    private IamPolicyResponseV1 keep(AuthorizerIdentity identity, IamPolicyResponseV1 policy, Instant now) {
        if (answers.size() >= MOST_IDENTITIES) {
            answers.clear();
        }
        answers.put(identity, new Cached(policy, now.plus(life)));
        return policy;
    }
}
