package io.breakwater.fleet;

import io.breakwater.call.Attempted;
import io.breakwater.call.DataPlane;
import io.breakwater.routing.Drain;
import io.breakwater.routing.DrainStore;
import io.breakwater.routing.HealthStore;
import io.breakwater.routing.TargetStores;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the copies tell each other of targets, wrongly written or read.
final class WrongHealth {
    static Variant eachCopyForItself() {
        return WrongPorts.of((ports, _) -> WrongPorts.withHealth(ports, new OwnTexts()));
    }

    static Variant forgetsHealth() {
        return WrongPorts.of((ports, _) -> WrongPorts.withHealth(ports, new HealthStore() {
            @Override
            public Map<String, String> all() {
                return Map.of();
            }

            @Override
            public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
                return new Replaced.Done();
            }
        }));
    }

    static Variant neverForgives() {
        return WrongPorts.changes((name, seen, next, store) ->
                seen.isPresent() ? new HealthStore.Replaced.Done() : store.replace(name, seen, next));
    }

    static Variant regionByAccounts() {
        return WrongPorts.of((ports, _) ->
                WrongPorts.withHealth(ports, new LongAgo(ports.targets().health(), Duration.ofMinutes(3))));
    }

    static Variant hearsOlderAnswers() {
        return WrongPorts.of((ports, _) ->
                WrongPorts.withHealth(ports, new LongAgo(ports.targets().health(), Duration.ofSeconds(20))));
    }

    static Variant forgivesBrokenStreams() {
        return WrongPorts.of((ports, _) -> {
            Streaming streaming = new Streaming(ports.targets().health());
            return WrongPorts.withTransport(
                    WrongPorts.withHealth(ports, streaming), (target, request, limits, transport) -> {
                        Attempted result = transport.call(target, request, limits);
                        streaming.began = result instanceof Attempted.Opened;
                        return result;
                    });
        });
    }

    static Variant neverProbesWhatWasRefused() {
        return WrongPorts.changes((name, seen, next, store) ->
                seen.filter(text -> text.startsWith("x1 refused")).isPresent()
                        ? new HealthStore.Replaced.Other(seen)
                        : store.replace(name, seen, next));
    }

    static Variant oneDayForAllModels() {
        return WrongPorts.of((ports, _) ->
                WrongPorts.withHealth(ports, new SharedDay(ports.targets().health())));
    }

    static Variant neverReadsDrains() {
        return WrongPorts.of((ports, copy) ->
                WrongPorts.withTargets(ports, new TargetStores(ports.targets().health(), new DrainStore() {
                    @Override
                    public List<Drain> all() {
                        return List.of();
                    }

                    @Override
                    public void put(Drain drain) {
                        throw new IllegalStateException("a copy drains nothing");
                    }

                    @Override
                    public boolean remove(String name) {
                        throw new IllegalStateException("a copy drains nothing");
                    }
                })));
    }

    static Variant forgivesAtOnce() {
        return WrongPorts.changes((name, seen, next, store) -> store.replace(name, seen, Optional.empty()));
    }

    static Variant noRamp() {
        return WrongPorts.of((ports, _) -> WrongPorts.withHealth(
                ports, reading(ports, text -> text.matches("x1 failing( \\d+){4} [3-9] .*") ? "" : text)));
    }

    static Variant forgetsSilence() {
        return WrongPorts.changes((name, seen, next, store) ->
                next.filter(text -> text.startsWith("s4 ")).isPresent()
                        ? new HealthStore.Replaced.Done()
                        : store.replace(name, seen, next));
    }

    /// A health store that reads records of targets wrongly; a record becomes absent if the function
    /// returns an empty text.
    private static HealthStore reading(DataPlane.Ports ports, UnaryOperator<String> wrong) {
        HealthStore store = ports.targets().health();
        return new HealthStore() {
            @Override
            public Map<String, String> all() {
                Map<String, String> read = new TreeMap<>();
                store.all().forEach((name, text) -> {
                    String other = wrong.apply(text);
                    if (!other.isEmpty()) {
                        read.put(name, other);
                    }
                });
                return read;
            }

            @Override
            public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
                return store.replace(name, seen, next);
            }
        };
    }

    /// Health records that one copy keeps to itself.
    private static final class OwnTexts implements HealthStore {
        private final Map<String, String> texts = new TreeMap<>();

        @Override
        public Map<String, String> all() {
            return Map.copyOf(texts);
        }

        @Override
        public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
            texts.remove(name);
            next.ifPresent(text -> texts.put(name, text));
            return new Replaced.Done();
        }
    }

    /// Another's texts, wrongly read or written.
    private abstract static class WrongTexts implements HealthStore {
        private final HealthStore store;
        private final Map<String, String> read = new HashMap<>();

        WrongTexts(HealthStore store) {
            this.store = store;
        }

        /// What is read where this is written.
        abstract String misread(String text);

        @Override
        public Map<String, String> all() {
            Map<String, String> wrong = new TreeMap<>();
            store.all().forEach((name, text) -> wrong.put(name, read(text)));
            return wrong;
        }

        private String read(String text) {
            String wrong = misread(text);
            read.put(wrong, text);
            return wrong;
        }

        @Override
        public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
            return switch (store.replace(name, seen.map(text -> read.getOrDefault(text, text)), next)) {
                case Replaced.Done done -> done;
                case Replaced.Other(Optional<String> actual) -> new Replaced.Other(actual.map(this::read));
            };
        }
    }

    /// What was decided is older than it is.
    private static final class LongAgo extends WrongTexts {
        private static final Pattern SINCE = Pattern.compile("(x1 failing \\d+ )(\\d+)( .*)");
        private final Duration older;

        LongAgo(HealthStore store, Duration older) {
            super(store);
            this.older = older;
        }

        @Override
        String misread(String text) {
            return SINCE.matcher(text)
                    .replaceFirst(since -> since.group(1)
                            + (Long.parseLong(since.group(2)) - older.toMillis())
                            + Matcher.quoteReplacement(since.group(3)));
        }
    }

    /// Has each model's spent day under another model's name, too.
    private record SharedDay(HealthStore store) implements HealthStore {
        @Override
        public Map<String, String> all() {
            Map<String, String> wrong = new TreeMap<>(store.all());
            store.all().forEach((name, text) -> {
                if (name.startsWith("q#")) {
                    wrong.put(name.substring(0, name.lastIndexOf('/') + 1) + "another", text);
                }
            });
            return wrong;
        }

        @Override
        public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
            return store.replace(name, seen, next);
        }
    }

    /// Writes nothing of a call whose stream has begun; of copies that serve one request at a time.
    private static final class Streaming implements HealthStore {
        private final HealthStore store;
        private boolean began;

        Streaming(HealthStore store) {
            this.store = store;
        }

        @Override
        public Map<String, String> all() {
            return store.all();
        }

        @Override
        public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
            return began ? new Replaced.Done() : store.replace(name, seen, next);
        }
    }

    private WrongHealth() {}
}
