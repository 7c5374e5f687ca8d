package io.breakwater.quota;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// One key on its way to another number of items: first what was amended, then the counts, at last the number itself.
///
/// Every write is planned from the item as it is and changes nothing when it has happened before, so that one whose
/// answer was lost is simply made again, here or by whoever does all of this again.
final class Carrying {
    private final LedgerStore store;
    private final Spread to;
    private final long now;
    private int writes;

    /// Why nothing more can be done.
    private static final class BrokenException extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenException(String reason) {
            super(reason);
        }
    }

    Carrying(LedgerStore store, Spread to, long now) {
        this.store = store;
        this.to = to;
        this.now = now;
    }

    Carried run() {
        Image root = store.read(to.key());
        int inUse = (int) inUse(root);
        int from =
                inUse == to.items() ? (int) root.number(Attributes.ITEMS_BEFORE).orElse(inUse) : inUse;
        try {
            if (from != to.items()) {
                carry(new Spread(to.key(), from));
                write(to.key(), this::keep);
            }
            return new Carried.Done(from, writes);
        } catch (BrokenException broken) {
            return new Carried.Broken(String.valueOf(broken.getMessage()));
        }
    }

    private static long inUse(Image root) {
        return root.number(Attributes.ITEMS).orElse(1);
    }

    private Optional<ConditionalWrite> keep(Image root) {
        long seen = inUse(root);
        Guard unchanged = root.has(Attributes.ITEMS)
                ? new Guard.Equal(Attributes.ITEMS, seen)
                : new Guard.Absent(Attributes.ITEMS);
        return seen == to.items()
                ? Optional.empty()
                : Optional.of(new ConditionalWrite(
                        List.of(unchanged),
                        List.of(
                                new Change.Put(Attributes.ITEMS, to.items()),
                                new Change.Put(Attributes.ITEMS_BEFORE, seen))));
    }

    private void carry(Spread from) throws BrokenException {
        amend(from);
        List<Image> images = from.all().stream().map(store::read).toList();
        long at = latest(images);
        CarryPlanner.Sources sources = new CarryPlanner.Sources(
                origins(Window.day(0), from, images, at), origins(Window.month(0), from, images, at));
        for (int index = 0; index < to.items(); index++) {
            int item = index;
            write(to.item(item), image -> CarryPlanner.plan(image, to, item, sources, at));
        }
    }

    private static Origins origins(Window window, Spread from, List<Image> images, long at) {
        return Origins.of(window, window.current(at), from, images);
    }

    /// Now, or where the items have gone already with a clock that is ahead.
    private long latest(List<Image> images) {
        return images.stream()
                .flatMap(image -> Stream.of(Window.day(0), Window.month(0))
                        .filter(window -> image.has(window.windowAttribute()))
                        .map(window -> window.start(image.orZero(window.windowAttribute()))))
                .reduce(now, Math::max);
    }

    /// The first item decides, on either side. What was amended last counts; where both sides were amended at once, a
    /// suspension of either.
    private void amend(Spread from) throws BrokenException {
        Amendments before = Amending.in(store.read(from.item(0)));
        write(to.item(0), image -> follow(image, newest(before, Amending.in(image))));
        Amendments decided = Amending.in(store.read(to.item(0)));
        for (int index = 1; index < to.items(); index++) {
            write(to.item(index), image -> follow(image, decided));
        }
    }

    private static Amendments newest(Amendments before, Amendments own) {
        return before.version() == own.version() && before.suspended() && !own.suspended()
                ? own.withSuspended(true).at(own.version() + 1)
                : before;
    }

    private static Optional<ConditionalWrite> follow(Image image, Amendments newest) {
        return Amending.in(image).version() < newest.version()
                ? Optional.of(Amending.follow(newest))
                : Optional.empty();
    }

    /// Makes a write, or finds that it is not needed.
    private void write(String key, Function<Image, Optional<ConditionalWrite>> plan) throws BrokenException {
        List<String> troubles = new ArrayList<>();
        for (int attempt = 1; attempt <= Reserving.MOST_TRIES; attempt++) {
            Optional<ConditionalWrite> wanted = plan.apply(store.read(key));
            if (wanted.isEmpty()) {
                return;
            }
            switch (store.write(key, wanted.get())) {
                case WriteResult.Applied _ -> {
                    writes++;
                    return;
                }
                case WriteResult.Refused _ -> troubles.add("it changed meanwhile");
                case WriteResult.Busy(String reason) -> troubles.add(reason);
                case WriteResult.Unknown(String reason) -> troubles.add(reason);
            }
        }
        throw new BrokenException("the ledger item %s did not take what was carried into it in %d tries: %s"
                .formatted(key, Reserving.MOST_TRIES, troubles.getLast()));
    }
}
