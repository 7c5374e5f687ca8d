package io.breakwater.fleet;

import io.breakwater.call.Attempted;
import io.breakwater.call.ModelStream;
import io.breakwater.call.Pause;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.routing.Drain;
import io.breakwater.routing.DrainStore;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TargetStores;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Planted bugs that show only where streams break at other frames than in the middle, or where shards are drained.
final class WrongBreaks {
    /// A stream that has hardly begun is begun again.
    static Variant beginsStreamsAgain() {
        return WrongPorts.calls((target, request, limits, transport) -> {
            Attempted result = transport.call(target, request, limits);
            return result instanceof Attempted.Opened(ModelStream stream, var _)
                    ? new Attempted.Opened(new BegunAgain(stream, () -> transport.call(target, request, limits)))
                    : result;
        });
    }

    static Variant takesAStreamsRefusalForABreak() {
        return WrongPorts.calls((target, request, limits, transport) -> {
            Attempted result = transport.call(target, request, limits);
            return request.stream()
                            && result instanceof Attempted.Failed(Outcome.Rejected(String why, var _))
                            && why.equals(LostAnswers.REFUSED)
                    ? new Attempted.Failed(new Outcome.AnswerLost(why))
                    : result;
        });
    }

    static Variant passesOnWhatHasNotBegun() {
        return WrongPorts.calls((target, request, limits, transport) -> {
            Attempted result = transport.call(target, request, limits);
            return request.stream() && result instanceof Attempted.Failed(Outcome.AnswerLost(String why, var _))
                    ? new Attempted.Opened(new BrokenAtOnce(why))
                    : result;
        });
    }

    static Variant losesTheLastFrame() {
        return WrongPorts.answers(result -> result instanceof Attempted.Opened(ModelStream stream, var _)
                ? new Attempted.Opened(new ReadAhead(stream))
                : result);
    }

    static Variant holdsUpWholeAnswers() {
        return WrongPorts.of((ports, _) -> WrongPorts.withAnswers(
                ports,
                result -> result instanceof Attempted.Opened(ModelStream stream, var _)
                        ? new Attempted.Opened(new LateBreak(stream, ports.pause()))
                        : result));
    }

    static Variant knowsDrainsOfTargetsAlone() {
        return WrongPorts.of((ports, _) -> {
            DrainStore drains = ports.targets().drains();
            return WrongPorts.withTargets(
                    ports, new TargetStores(ports.targets().health(), new DrainStore() {
                        @Override
                        public List<Drain> all() {
                            return drains.all().stream()
                                    .filter(drain -> drain.name().contains("/"))
                                    .toList();
                        }

                        @Override
                        public void put(Drain drain) {
                            drains.put(drain);
                        }

                        @Override
                        public boolean remove(String name) {
                            return drains.remove(name);
                        }
                    }));
        });
    }

    /// Has broken before anything came.
    private record BrokenAtOnce(String why) implements ModelStream {
        @Override
        public Piece next() {
            return new Piece.Broken(new Outcome.BrokenStream(why));
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    /// Breaks later than it does.
    private record LateBreak(ModelStream stream, Pause pause) implements ModelStream {
        @Override
        public Piece next() {
            Piece piece = stream.next();
            if (piece instanceof Piece.Broken) {
                waits();
            }
            return piece;
        }

        private void waits() {
            try {
                pause.pause(Duration.ofSeconds(20));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("told to stop in the middle of a run", stopped);
            }
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    /// Calls again if it breaks after its first piece.
    private static final class BegunAgain implements ModelStream {
        private final Supplier<Attempted> again;
        private ModelStream stream;
        private int pieces;

        BegunAgain(ModelStream stream, Supplier<Attempted> again) {
            this.stream = stream;
            this.again = again;
        }

        @Override
        public Piece next() {
            Piece piece = stream.next();
            if (piece instanceof Piece.Event(ModelEvent event)) {
                pieces += event.payload().toString().contains(Serving.MARK) ? 1 : 0;
            }
            if (piece instanceof Piece.Broken
                    && pieces == 1
                    && again.get() instanceof Attempted.Opened(ModelStream other, var _)) {
                pieces++;
                stream.close();
                stream = other;
                return stream.next();
            }
            return piece;
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    /// Reads a piece ahead, and drops the one before a break.
    private static final class ReadAhead implements ModelStream {
        private final ModelStream stream;
        private @Nullable Piece ahead;

        ReadAhead(ModelStream stream) {
            this.stream = stream;
        }

        @Override
        public Piece next() {
            Piece piece = Optional.ofNullable(ahead).orElseGet(stream::next);
            Piece after = piece instanceof Piece.Event ? stream.next() : piece;
            ahead = after;
            return after instanceof Piece.Broken ? after : piece;
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    private WrongBreaks() {}
}
