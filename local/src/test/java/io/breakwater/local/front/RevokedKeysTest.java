package io.breakwater.local.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.Depth;
import io.breakwater.adapters.memory.InMemoryKeyStore;
import io.breakwater.control.AuthorizerHandler;
import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyCheck;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyScope;
import io.breakwater.identity.KeyTerm;
import io.breakwater.identity.Pepper;
import io.breakwater.model.TenantId;
import io.breakwater.surface.ApiResource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Property I13 of docs/reliability.md: keys are revoked at any instant, over several fronts, each of
/// which keeps the authorizer's answers about a key for as long as the settings allow, for less, or not
/// at all.
class RevokedKeysTest {
    /// The largest value of `authorizerCacheSeconds`.
    private static final Duration MOST = Duration.ofSeconds(60);

    private static final List<Duration> LIVES = List.of(Duration.ZERO, Duration.ofSeconds(15), MOST, MOST);
    private static final int STEPS = 400;

    @Test
    void a_minute_after_its_end_no_key_is_admitted_by_any_copy_and_until_then_only_by_what_is_kept() {
        List<Play> played = Depth.seeds(400).mapToObj(seed -> new Play(seed, 1)).toList();
        played.forEach(Play::run);

        assertThat(played.stream().mapToLong(play -> play.lateByCache).sum())
                .as("admitted by an answer that was kept: else nothing was tried")
                .isPositive();
    }

    /// The planted bug of I13.
    @Test
    void a_copy_that_keeps_what_it_has_heard_for_longer_than_it_should_is_found() {
        assertThatThrownBy(() -> LongStream.rangeClosed(1, 20).forEach(seed -> new Play(seed, 2).run()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("admitted after it was revoked");
    }

    /// A copy, and how long it keeps the answers about a key.
    private record Copy(Authorizer authorizer, Duration life) {}

    private static final class Play {
        private final SplittableRandom random;
        private final SteppingClock clock = new SteppingClock();
        private final InMemoryKeyStore store = new InMemoryKeyStore();
        private final Pepper pepper = new Pepper(new byte[32]);
        private final Map<ApiKey, Instant> revoked = new HashMap<>();
        private final List<ApiKey> keys;
        private final List<Copy> copies;
        private final int kept;
        private long lateByCache;

        /// @param kept how many times as long as its settings say a copy keeps what it has heard
        Play(long seed, int kept) {
            this.kept = kept;
            random = new SplittableRandom(seed);
            keys = Stream.generate(this::issued).limit(8).toList();
            copies = LIVES.stream().map(this::copy).toList();
        }

        private ApiKey issued() {
            ApiKey key = ApiKey.generate("local", random);
            store.put(new KeyRecord(
                    key.keyId(),
                    pepper.hash(key),
                    new TenantId("chat"),
                    KeyScope.WHOLE,
                    KeyTerm.OPEN,
                    RunningFront.CHAT_USAGE));
            return key;
        }

        private Copy copy(Duration life) {
            AuthorizerHandler handler =
                    new AuthorizerHandler(store, new KeyCheck("local", pepper), store, clock).reusedFor(life);
            Optional<PolicyCache> cache =
                    life.isZero() ? Optional.empty() : Optional.of(new PolicyCache(life.multipliedBy(kept)));
            Events events = new Events(RunningFront.settings(life, RunningFront.LIMITS));
            FailureReports failures = new FailureReports(failure -> {
                throw new AssertionError(failure);
            });
            return new Copy(new Authorizer(handler::authorize, cache, events, failures), life);
        }

        void run() {
            IntStream.range(0, STEPS).forEach(_ -> step());
        }

        private void step() {
            clock.advance(Duration.ofMillis(random.nextInt(1_500)));
            ApiKey key = keys.get(random.nextInt(keys.size()));
            if (random.nextInt(STEPS / 4) == 0 && !revoked.containsKey(key)) {
                store.put(store.find(key.keyId()).orElseThrow().ended());
                revoked.put(key, clock.instant());
            }
            ask(copies.get(random.nextInt(copies.size())), key);
        }

        private void ask(Copy copy, ApiKey key) {
            boolean admitted =
                    copy.authorizer().authorize(request(key), ApiResource.PROXY) instanceof Authorization.Allowed;
            Instant ended = revoked.get(key);
            if (ended == null) {
                assertThat(admitted).as("a good key").isTrue();
            } else if (admitted) {
                lateByCache++;
                assertThat(Duration.between(ended, clock.instant()))
                        .as("admitted after it was revoked")
                        .isLessThan(copy.life());
            }
        }

        private RequestHead request(ApiKey key) {
            return new RequestHead(
                    "00000000-0000-4000-8000-000000000000",
                    clock.instant(),
                    "POST",
                    "/v1/chat/completions",
                    null,
                    "HTTP/1.1",
                    "127.0.0.1",
                    Map.of("authorization", List.of("Bearer " + key.text())));
        }
    }
}
