package io.breakwater.quota.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every store of ledger items must do. The test of a store extends this class and provides a
/// store without items.
public abstract class LedgerStoreContract {
    /// A store without items.
    protected abstract LedgerStore emptyStore();

    @Test
    void an_item_that_was_never_written_reads_as_the_empty_item() {
        assertThat(emptyStore().read("T#a")).isEqualTo(LedgerItem.EMPTY);
    }

    @Test
    void an_applied_write_answers_with_the_item_afterwards() {
        LedgerStore store = emptyStore();
        assertThat(store.write("T#a", put("d", 7))).isEqualTo(new WriteResult.Applied(image("d", 7)));
        assertThat(store.write("T#a", add("d", 5))).isEqualTo(new WriteResult.Applied(image("d", 12)));
        assertThat(store.read("T#a")).isEqualTo(image("d", 12));
    }

    @Test
    void a_refused_write_answers_with_the_item_as_it_is_and_changes_nothing() {
        LedgerStore store = emptyStore();
        store.write("T#a", put("d", 7));
        ConditionalWrite refuted = new ConditionalWrite(
                List.of(new Guard.AtMost("d", 6)), List.of(new Change.Put("d", 1), new Change.Add("m", 1)));
        assertThat(store.write("T#a", refuted)).isEqualTo(new WriteResult.Refused(image("d", 7)));
        assertThat(store.read("T#a")).isEqualTo(image("d", 7));
    }

    @Test
    void a_write_refused_on_an_absent_item_shows_the_empty_item_and_creates_nothing() {
        LedgerStore store = emptyStore();
        ConditionalWrite refuted =
                new ConditionalWrite(List.of(new Guard.Equal("ce", 1)), List.of(new Change.Add("cf", 1)));
        assertThat(store.write("T#a", refuted)).isEqualTo(new WriteResult.Refused(LedgerItem.EMPTY));
        assertThat(store.read("T#a")).isEqualTo(LedgerItem.EMPTY);
    }

    @Test
    void adding_to_an_absent_number_counts_from_zero_also_below_it() {
        LedgerStore store = emptyStore();
        assertThat(store.write("T#a", add("d", -3))).isEqualTo(new WriteResult.Applied(image("d", -3)));
    }

    @Test
    void numbers_up_to_nanoseconds_of_this_century_and_beyond_are_kept_exactly() {
        LedgerStore store = emptyStore();
        long tat = 4_102_444_800_000_000_001L;
        store.write("T#a", put("tT", tat));
        assertThat(store.write("T#a", add("tT", 1_234_567)))
                .isEqualTo(new WriteResult.Applied(image("tT", tat + 1_234_567)));
    }

    @Test
    void items_are_independent() {
        LedgerStore store = emptyStore();
        store.write("T#a", put("d", 7));
        store.write("T#b", put("d", 9));
        assertThat(store.read("T#a")).isEqualTo(image("d", 7));
        assertThat(store.read("T#b")).isEqualTo(image("d", 9));
    }

    record GuardCase(Guard guard, boolean onSeven, boolean onAbsent) {}

    static Stream<GuardCase> guards() {
        return Stream.of(
                new GuardCase(new Guard.Equal("d", 7), true, false),
                new GuardCase(new Guard.Equal("d", 8), false, false),
                new GuardCase(new Guard.Equal("d", 0), false, false),
                new GuardCase(new Guard.AtMost("d", 7), true, false),
                new GuardCase(new Guard.AtMost("d", 6), false, false),
                new GuardCase(new Guard.Between("d", 7, 7), true, false),
                new GuardCase(new Guard.Between("d", 8, 9), false, false),
                new GuardCase(new Guard.Between("d", -1, 6), false, false),
                new GuardCase(new Guard.Absent("d"), false, true),
                new GuardCase(new Guard.AbsentOrBelow("d", 8), true, true),
                new GuardCase(new Guard.AbsentOrBelow("d", 7), false, true));
    }

    @ParameterizedTest
    @MethodSource("guards")
    void a_guard_holds_in_the_store_as_it_does_in_the_arithmetic(GuardCase given) {
        LedgerStore store = emptyStore();
        ConditionalWrite write = new ConditionalWrite(List.of(given.guard()), List.of(new Change.Put("x", 1)));
        store.write("T#seven", put("d", 7));
        assertThat(store.write("T#seven", write) instanceof WriteResult.Applied).isEqualTo(given.onSeven());
        assertThat(store.write("T#absent", write) instanceof WriteResult.Applied)
                .isEqualTo(given.onAbsent());
    }

    @Test
    void all_guards_must_hold_on_the_item_before_the_changes() {
        LedgerStore store = emptyStore();
        store.write("T#a", put("d", 7));
        ConditionalWrite both = new ConditionalWrite(
                List.of(new Guard.AtMost("d", 7), new Guard.Absent("m")),
                List.of(new Change.Add("d", 1), new Change.Put("m", 1)));
        assertThat(store.write("T#a", both)).isInstanceOf(WriteResult.Applied.class);
        assertThat(store.write("T#a", both)).isInstanceOf(WriteResult.Refused.class);
    }

    @Test
    void what_is_removed_is_gone_and_removing_it_again_does_nothing() {
        LedgerStore store = emptyStore();
        ConditionalWrite remove = new ConditionalWrite(List.of(), List.of(new Change.Remove("d")));
        store.write("T#a", put("d", 7));
        store.write("T#a", put("m", 1));
        assertThat(store.write("T#a", remove)).isEqualTo(new WriteResult.Applied(image("m", 1)));
        assertThat(store.write("T#a", remove)).isEqualTo(new WriteResult.Applied(image("m", 1)));
        assertThat(store.read("T#a")).isEqualTo(image("m", 1));
    }

    @Test
    void an_item_whose_last_number_is_removed_reads_as_the_empty_item() {
        LedgerStore store = emptyStore();
        store.write("T#a", put("d", 7));
        ConditionalWrite remove = new ConditionalWrite(List.of(), List.of(new Change.Remove("d")));
        assertThat(store.write("T#a", remove)).isEqualTo(new WriteResult.Applied(LedgerItem.EMPTY));
        assertThat(store.read("T#a")).isEqualTo(LedgerItem.EMPTY);
    }

    /// A few attributes and small values, so that guards hold about as often as they fail.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void random_writes_mean_the_same_as_in_memory(long seed) {
        Random random = new Random(seed);
        LedgerStore memory = new ReferenceStore();
        LedgerStore store = emptyStore();
        for (int step = 0; step < 250; step++) {
            ConditionalWrite write = RandomWrites.next(random);
            assertThat(store.write("T#a", write))
                    .as("seed %d step %d: %s", seed, step, write)
                    .isEqualTo(memory.write("T#a", write));
            assertThat(store.read("T#a")).isEqualTo(memory.read("T#a"));
        }
    }

    private static ConditionalWrite put(String attribute, long value) {
        return new ConditionalWrite(List.of(), List.of(new Change.Put(attribute, value)));
    }

    private static ConditionalWrite add(String attribute, long amount) {
        return new ConditionalWrite(List.of(), List.of(new Change.Add(attribute, amount)));
    }

    private static LedgerItem image(String attribute, long value) {
        return new LedgerItem(Map.of(attribute, value));
    }
}
