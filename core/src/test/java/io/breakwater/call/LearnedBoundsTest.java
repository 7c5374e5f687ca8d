package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.ModelId;
import io.breakwater.model.TenantId;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.usage.ModelKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// How the copies of the gateway together learn how long answers are.
final class LearnedBoundsTest {
    private static final TenantId SEARCH = new TenantId("search");
    private static final ModelId SONNET = Sample.SONNET_CARD.id();
    private static final Duration LATER = Duration.ofSeconds(11);

    private final PlayedGateway.FaultyItems store = new PlayedGateway.FaultyItems();
    private final LearnedBounds bounds = new LearnedBounds(store);

    private static void learn(LearnedBounds copy, Duration at) {
        copy.learn(SEARCH, SONNET, 100, false, Sample.NOW.plus(at));
    }

    private long written() {
        return LearnedBounds.read(store, SEARCH, SONNET, Sample.NOW.plus(LATER)).answers();
    }

    @Test
    void what_others_have_seen_is_known_with_the_first_write() {
        for (int answer = 0; answer < 40; answer++) {
            learn(bounds, Duration.ofMillis(answer));
        }
        learn(bounds, LATER);
        assertThat(written()).isEqualTo(41);

        LearnedBounds another = new LearnedBounds(store);
        assertThat(another.bound(SEARCH, SONNET)).isEmpty();
        learn(another, LATER);
        assertThat(another.bound(SEARCH, SONNET)).isPresent();
    }

    @Test
    void what_a_busy_store_has_not_taken_is_written_with_the_next() {
        store.busy = "L#search#" + ModelKey.of(SONNET).text();
        learn(bounds, Duration.ZERO);
        assertThat(written()).isZero();
        store.busy = "";
        learn(bounds, LATER);

        assertThat(written()).isEqualTo(2);
    }

    @Test
    void what_may_have_been_written_is_not_written_again() {
        store.deaf = true;
        learn(bounds, Duration.ZERO);
        store.deaf = false;
        learn(bounds, LATER);

        assertThat(written()).isEqualTo(2);
    }

    /// Refuses this many writes, as if another copy had always written first.
    private final class Refusing implements LedgerStore {
        private int refusals;

        Refusing(int refusals) {
            this.refusals = refusals;
        }

        @Override
        public WriteResult write(String key, ConditionalWrite write) {
            return refusals-- > 0 ? new WriteResult.Refused(read(key)) : store.write(key, write);
        }

        @Override
        public LedgerItem read(String key) {
            return store.read(key);
        }
    }

    @Test
    void a_write_that_is_refused_twice_is_tried_a_third_time_and_then_left() {
        learn(new LearnedBounds(new Refusing(2)), Duration.ZERO);
        assertThat(written()).isEqualTo(1);
        learn(new LearnedBounds(new Refusing(3)), Duration.ZERO);
        assertThat(written()).isEqualTo(1);
    }
}
