package io.breakwater.quota.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Claim;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Priority;
import io.breakwater.model.Shares;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.LedgerItem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The arithmetic of one per-minute limit that priorities share: 600 tokens a minute, all of which may
/// be used at once.
class PriorityBucketTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_800_000_000L * SECOND;
    private static final Limits TOKENS = Limits.UNLIMITED.with(LimitName.TOKENS_PER_MINUTE, 600);

    private static Claim claim(Priority priority) {
        return new Claim(priority, Shares.DEFAULT);
    }

    private static PriorityBucket tokens(Priority priority) {
        return PriorityBucket.tokens(TOKENS, claim(priority));
    }

    /// The buckets of all priorities together hold a quarter of a minute and a second of slack, so 16
    /// of 60 s are kept.
    @Test
    void of_what_is_not_kept_high_may_borrow_all_standard_three_quarters_and_low_half() {
        assertThat(tokens(Priority.HIGH).borrowable()).isEqualTo(44 * SECOND);
        assertThat(tokens(Priority.STANDARD).borrowable()).isEqualTo(33 * SECOND);
        assertThat(tokens(Priority.LOW).borrowable()).isEqualTo(22 * SECOND);
    }

    @Test
    void a_shared_bucket_of_less_than_a_minute_keeps_a_quarter_of_itself() {
        PriorityBucket half = PriorityBucket.tokens(TOKENS.withBurst(50), claim(Priority.HIGH));
        assertThat(half.own().burstNanos()).isEqualTo(7_500_000_000L);
        assertThat(tokens(Priority.HIGH).own().burstNanos()).isEqualTo(15 * SECOND);
    }

    @Test
    void one_request_may_be_borrowed_of_the_smallest_quota() {
        Limits one = Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 1);
        PlanDraft draft = draft(LedgerItem.EMPTY);
        PriorityBucket.reserve(draft, one, claim(Priority.LOW), new LedgerAmount(10, 0));
        assertThat(draft.finish())
                .isInstanceOfSatisfying(
                        ReservationPlan.Write.class,
                        write -> assertThat(write.grant()).isEqualTo(CapacityGrant.BORROWED));
    }

    /// Half of the limit belongs to the priority high: a token takes twice as long in its own bucket.
    @Test
    void a_share_drains_at_its_part_of_the_limit() {
        assertThat(PriorityBucket.scaled(SECOND, 50)).isEqualTo(2 * SECOND);
        assertThat(PriorityBucket.scaled(1, 35)).isEqualTo(3);
        assertThat(PriorityBucket.scaled(Long.MAX_VALUE, 100)).isEqualTo(Long.MAX_VALUE / 100);
    }

    @Test
    void a_prioritys_own_bucket_has_room_as_long_as_it_is_not_full() {
        PriorityBucket high = tokens(Priority.HIGH);
        assertThat(high.waitForOwn(LedgerItem.EMPTY, 75, NOW)).isZero();
        assertThat(high.waitForOwn(LedgerItem.EMPTY, 74, NOW)).isEqualTo(-SECOND / 5);
        assertThat(high.waitForOwn(LedgerItem.EMPTY, 76, NOW))
                .as("more than the own bucket ever holds")
                .isEqualTo(Long.MAX_VALUE);
        LedgerItem half = new LedgerItem(Map.of(high.own().attribute(), NOW + 10 * SECOND));
        assertThat(high.waitForOwn(half, 50, NOW)).isEqualTo(5 * SECOND);
    }

    @Test
    void who_has_no_share_never_has_room_of_its_own_and_without_a_limit_everybody_has() {
        Claim none = new Claim(Priority.LOW, new Shares(60, 40, 0));
        assertThat(PriorityBucket.tokens(TOKENS, none).waitForOwn(LedgerItem.EMPTY, 1, NOW))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(PriorityBucket.tokens(Limits.UNLIMITED, none).waitForOwn(LedgerItem.EMPTY, 1, NOW))
                .isZero();
    }

    @Test
    void what_is_guaranteed_is_charged_to_both_buckets_and_what_is_borrowed_to_the_shared_one() {
        assertThat(reserved(Priority.HIGH, 75))
                .containsExactlyInAnyOrder(
                        new Change.Put("tT", NOW + 7_500_000_000L), new Change.Put("gTh", NOW + 15 * SECOND));
        assertThat(reserved(Priority.HIGH, 76)).containsExactly(new Change.Put("tT", NOW + 7_600_000_000L));
    }

    @Test
    void of_both_limits_both_buckets_are_charged_or_both_shared_ones() {
        Limits both = TOKENS.with(LimitName.REQUESTS_PER_MINUTE, 60);
        assertThat(attributes(both, 75)).containsExactlyInAnyOrder("tR", "gRh", "tT", "gTh");
        assertThat(attributes(both, 76)).containsExactlyInAnyOrder("tR", "tT");
    }

    private static List<String> attributes(Limits limits, long tokens) {
        PlanDraft draft = draft(LedgerItem.EMPTY);
        PriorityBucket.reserve(draft, limits, claim(Priority.HIGH), new LedgerAmount(tokens, 0));
        return draft.written().changes().stream()
                .map(change -> ((Change.Put) change).attribute())
                .toList();
    }

    /// Low has 15 percent: a second of the shared bucket is more than six seconds of its own, which is
    /// full.
    @Test
    void who_finds_no_room_waits_for_its_own_bucket_where_that_has_some_sooner() {
        LedgerItem full = new LedgerItem(Map.of("tT", NOW + 50 * SECOND, "gTl", NOW + 15 * SECOND));
        PlanDraft draft = draft(full);
        PriorityBucket.reserve(draft, TOKENS, claim(Priority.LOW), new LedgerAmount(10, 0));
        assertThat(draft.finish())
                .isInstanceOfSatisfying(
                        ReservationPlan.NoRoom.class,
                        noRoom -> assertThat(noRoom.retryAfter())
                                .isEqualTo(Duration.ofNanos(PriorityBucket.scaled(SECOND, 15))));
    }

    @Test
    void the_most_that_one_request_can_take_is_what_may_be_borrowed_or_all_of_the_own_bucket() {
        assertThat(tokens(Priority.HIGH).most()).isEqualTo(440);
        assertThat(tokens(Priority.LOW).most()).isEqualTo(220);
        Claim all = new Claim(Priority.LOW, new Shares(0, 0, 100));
        assertThat(PriorityBucket.tokens(TOKENS.withBurst(4), all).most())
                .as("a quarter of the 24 of the burst, where slack leaves nothing to borrow")
                .isGreaterThanOrEqualTo(6);
    }

    @Test
    void a_reservation_may_fill_both_shared_buckets_and_both_of_its_own() {
        assertThat(PriorityBucket.buckets(TOKENS.with(LimitName.REQUESTS_PER_MINUTE, 60), claim(Priority.STANDARD)))
                .extracting(Bucket::attribute)
                .containsExactly("tR", "tT", "gRs", "gTs");
    }

    private static Iterable<Change> reserved(Priority priority, long tokens) {
        PlanDraft draft = draft(LedgerItem.EMPTY);
        PriorityBucket.reserve(draft, TOKENS, claim(priority), new LedgerAmount(tokens, 0));
        return ((ReservationPlan.Write) draft.finish()).write().changes();
    }

    private static PlanDraft draft(LedgerItem item) {
        return new PlanDraft(ItemView.current(item), NOW, Set.of(), 0);
    }
}
