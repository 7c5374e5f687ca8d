package io.breakwater.routing;

import io.breakwater.PublicNames;
import io.breakwater.Sample;
import io.breakwater.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The texts that copies of the gateway leave for each other, including those of the version before.
class StoredHealthTest {
    private static final Target OTHER_MODEL =
            Sample.target("a", Sample.EAST, Sample.HAIKU_US).target();
    private static final Target TARGET =
            Sample.target("a", Sample.EAST, Sample.SONNET_US).target();

    private final CountedHealthStore store = new CountedHealthStore();
    private final Set<String> texts = new TreeSet<>();
    private final HealthStore written = new HealthStore() {
        @Override
        public Map<String, String> all() {
            return store.all();
        }

        @Override
        public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
            next.ifPresent(text -> texts.add(name + " = " + text.replaceAll("\\d+", "N")));
            return store.replace(name, seen, next);
        }
    };

    @Test
    void texts_keep_their_names_and_forms() {
        Instant now = Sample.NOW;
        for (Outcome outcome : OutcomeSamples.all()) {
            SharedTargetHealth board = new SharedTargetHealth(
                    written,
                    new CopyName(() -> "COPY"),
                    new SplittableRandom(1),
                    new StrictListener(),
                    _ -> new AccountSession.NotBefore(now));
            for (int times = 0; times < 10; times++) {
                board.observe(TARGET, new Verdict(outcome, now, now));
                board.observe(OTHER_MODEL, new Verdict(outcome, now, now));
            }
        }
        SharedTargetHealth board = new SharedTargetHealth(
                written, new CopyName(() -> "COPY"), new SplittableRandom(1), new StrictListener());
        Target silent = Sample.target("b", Sample.EAST, Sample.SONNET_US).target();
        for (int stream = 0; stream < 20; stream++) {
            board.paused(silent, now.plusMillis(stream), Duration.ZERO, now);
        }
        for (int place = 1; place <= 5; place++) {
            Instant begun = now.plusSeconds(place);
            board.silent(silent, new Silence(begun, OptionalLong.of(place), begun, begun.plusSeconds(10)));
            board.paused(TARGET, begun.plusSeconds(2), Duration.ZERO, begun.plusSeconds(10));
        }
        PublicNames.STORED_HEALTH.are(texts);
    }
}
