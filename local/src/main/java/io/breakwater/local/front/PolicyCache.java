package io.breakwater.local.front;

import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Authorizer answers by presented key, each for a fixed time. A full cache forgets everything: keys are
/// presented again at once, while made-up ones are not.
final class PolicyCache {
    private static final int MOST_KEYS = 10_000;

    private final Duration life;
    private final Map<String, Cached> answers = new ConcurrentHashMap<>();

    private record Cached(IamPolicyResponseV1 policy, Instant end) {}

    PolicyCache(Duration life) {
        this.life = life;
    }

    Optional<IamPolicyResponseV1> find(String key, Instant now) {
        return Optional.ofNullable(answers.get(key))
                .filter(cached -> now.isBefore(cached.end()))
                .map(Cached::policy);
    }

    void keep(String key, IamPolicyResponseV1 policy, Instant now) {
        if (answers.size() >= MOST_KEYS) {
            answers.clear();
        }
        answers.put(key, new Cached(policy, now.plus(life)));
    }
}
