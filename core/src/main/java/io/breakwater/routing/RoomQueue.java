package io.breakwater.routing;

import io.breakwater.model.Alias;
import io.breakwater.model.Priority;
import io.breakwater.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The requests of one process that wait for room at targets, in fair order: who is next, and when.
///
/// Next is a request of the tenant that has been served least since it began to wait, by strides (Waldspurger and
/// Weihl, "Stride Scheduling", 1995): a high priority gets three turns while a low one gets one, a standard one two.
/// A tenant's requests for an alias come in order of arrival. Those for which this process sees no room are passed
/// over. One request at a time looks whether the store still has the room; if other processes have taken it, the
/// request keeps its place (docs/decisions/035).
///
/// A request that waits alone in its process has nobody to be ordered with: it looks once, at the random time that
/// keeps it apart from other processes (docs/decisions/022).
///
/// It never waits by itself: who waits asks [#turn] again when its pause is over or it is woken.
public final class RoomQueue {
    private static final long STRIDE = 6;

    /// Bounds how often a process looks in vain, however many others take the room.
    private static final Duration AFTER_A_MISS = Duration.ofMillis(50);

    /// A pause that ends a little too early is not made up for again and again.
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    /// Room may come earlier than was foreseen, when answers are settled.
    private static final Duration FORESIGHT = Duration.ofSeconds(1);

    private static final Comparator<Place> ARRIVAL = Comparator.comparingLong(place -> place.number);

    private final RandomGenerator random;
    private final Map<Lane, Deque<Place>> lanes = new LinkedHashMap<>();
    private final Map<TenantId, Long> passes = new HashMap<>();
    private @Nullable Place looking;
    /// Several processes see the same room at the same time. Each looks for it a little later, by chance, whether its
    /// last look has found room or not: if only those did that had looked in vain, one process would take all.
    private @Nullable Duration lag;

    private Instant notBefore = Instant.MIN;
    private long numbers;

    /// @param random spreads the looks of several processes
    public RoomQueue(RandomGenerator random) {
        this.random = random;
    }

    /// What a waiting request does next.
    public sealed interface Turn {

        /// Look whether there is room.
        ///
        /// @param last whether this is its last look
        record Look(boolean last) implements Turn {}

        /// Ask again after this time, or when it is woken.
        record Wait(Duration longest) implements Turn {}
    }

    private record Lane(TenantId tenant, Alias alias) {}

    /// One request in the queue.
    public static final class Place {
        private final Lane lane;
        private final Priority priority;
        private final Instant alone;
        private final Instant until;
        private final Runnable wake;
        private final long number;
        private Instant look = Instant.MAX;

        private Place(Lane lane, Priority priority, Instant alone, Instant until, Runnable wake, long number) {
            this.lane = lane;
            this.priority = priority;
            this.alone = alone;
            this.until = until;
            this.wake = wake;
            this.number = number;
        }

        private TenantId tenant() {
            return lane.tenant();
        }
    }

    /// A request begins to wait.
    ///
    /// @param alone when it looks if nobody else waits then
    /// @param wait the end of its wait, and its priority
    /// @param wake ends its pause; called while the queue is locked, so it must not block
    public synchronized Place join(TenantId tenant, Alias alias, Instant alone, RoomWait wait, Runnable wake) {
        if (alone()) {
            heads().forEach(only -> only.wake.run());
        }
        Place place = new Place(new Lane(tenant, alias), wait.priority(), alone, wait.until(), wake, numbers++);
        passes.merge(tenant, leastPass(), Math::max);
        lanes.computeIfAbsent(place.lane, _ -> new ArrayDeque<>()).add(place);
        return place;
    }

    private long leastPass() {
        return lanes.keySet().stream()
                .mapToLong(lane -> passes.getOrDefault(lane.tenant(), 0L))
                .min()
                .orElse(0);
    }

    private boolean alone() {
        return lanes.size() == 1 && lanes.values().iterator().next().size() == 1;
    }

    private Stream<Place> heads() {
        return lanes.values().stream().map(Deque::peek);
    }

    /// What the request does now.
    ///
    /// @param roomIn how long until there is room for it, by what this process knows
    public synchronized Turn turn(Place place, Duration roomIn, Instant now) {
        if (!now.isBefore(place.until)) {
            return lastLook(place, now);
        }
        if (alone()) {
            return turnAlone(place, now.plus(roomIn), now);
        }
        place.look = roomIn.isPositive() ? foreseen(now.plus(roomIn), now) : atOnce(place.look, now);
        return turnAmongOthers(place, now);
    }

    private Instant foreseen(Instant room, Instant now) {
        if (lag == null) {
            long most = earlier(room, now.plus(FORESIGHT)).toEpochMilli() - now.toEpochMilli();
            lag = Duration.ofMillis(random.nextLong(most / 4 + 1));
        }
        return room.plus(lag);
    }

    /// Room that was not foreseen is looked for at once.
    private Instant atOnce(Instant foreseen, Instant now) {
        return foreseen.equals(Instant.MAX) || lag == null ? now : earlier(foreseen, now.plus(lag));
    }

    private Turn lastLook(Place place, Instant now) {
        leave(place, now);
        return new Turn.Look(true);
    }

    private Turn turnAlone(Place place, Instant room, Instant now) {
        Instant look = place.alone.isAfter(room) ? place.alone : room;
        return look.isAfter(now) ? waits(now, earlier(look, place.until)) : lastLook(place, now);
    }

    private Turn turnAmongOthers(Place place, Instant now) {
        Optional<Place> next = next(now);
        if (next.isPresent() && next.get() == place) {
            looking = place;
            return new Turn.Look(false);
        }
        next.ifPresent(other -> other.wake.run());
        return waits(now, head(place) ? earlier(place.until, asksAgain(place, now)) : place.until);
    }

    private static Turn waits(Instant now, Instant by) {
        Duration longest = Duration.between(now, by);
        return new Turn.Wait(longest.compareTo(A_MOMENT) < 0 ? A_MOMENT : longest);
    }

    /// When the first of a tenant and alias asks again if nobody wakes it. Who sees room while another one looks is
    /// woken when that is over.
    private Instant asksAgain(Place place, Instant now) {
        if (place.look.isAfter(now)) {
            return earlier(place.look, now.plus(FORESIGHT));
        }
        return rests(now) ? notBefore : place.until;
    }

    private boolean head(Place place) {
        Deque<Place> lane = lanes.get(place.lane);
        return lane != null && lane.peek() == place;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Optional<Place> next(Instant now) {
        return looking != null || rests(now)
                ? Optional.empty()
                : heads().filter(head -> !head.look.isAfter(now)).min(order());
    }

    /// A clock that was set back meanwhile keeps nobody from looking.
    private boolean rests(Instant now) {
        return now.isBefore(notBefore) && !now.plus(AFTER_A_MISS).isBefore(notBefore);
    }

    private Comparator<Place> order() {
        return Comparator.<Place>comparingLong(place -> passes.getOrDefault(place.tenant(), 0L))
                .thenComparing(ARRIVAL);
    }

    /// The request that looked has its room, and waits no longer.
    public synchronized void found(Place place, Instant now) {
        if (looking == place) {
            lag = null;
            passes.computeIfPresent(place.tenant(), (_, pass) -> pass + STRIDE / turns(place.priority));
            leave(place, now);
        }
    }

    private static long turns(Priority priority) {
        return switch (priority) {
            case HIGH -> 3;
            case STANDARD -> 2;
            case LOW -> 1;
        };
    }

    /// The request that looked has found no room, and goes on waiting.
    public synchronized void missed(Place place, Instant now) {
        if (looking == place) {
            looking = null;
            lag = null;
            notBefore = now.plus(AFTER_A_MISS);
            heads().forEach(head -> head.wake.run());
        }
    }

    /// The request waits no longer, for whatever reason.
    public synchronized void leave(Place place, Instant now) {
        if (looking == place) {
            looking = null;
        }
        Deque<Place> lane = lanes.getOrDefault(place.lane, new ArrayDeque<>());
        if (lane.remove(place)) {
            left(place, lane, now);
        }
    }

    private void left(Place place, Deque<Place> lane, Instant now) {
        if (lane.isEmpty()) {
            lanes.remove(place.lane);
        } else {
            lane.element().look = place.look;
            lane.element().wake.run();
        }
        forgetPasses();
        next(now).ifPresent(next -> next.wake.run());
    }

    /// What a tenant was given counts until the others have been given as much, even if none of its requests waits
    /// meanwhile: one that sends one request after the other has no more turns for it.
    private void forgetPasses() {
        Set<TenantId> waiting = lanes.keySet().stream().map(Lane::tenant).collect(Collectors.toSet());
        long least = leastPass();
        passes.entrySet()
                .removeIf(pass -> !waiting.contains(pass.getKey()) && (waiting.isEmpty() || pass.getValue() <= least));
    }
}
