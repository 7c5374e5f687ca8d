package io.breakwater.fleet;

import io.breakwater.fleet.capacity.CapacityHorizon;
import io.breakwater.fleet.capacity.OneMoreAccount;
import io.breakwater.fleet.capacity.Traffic;
import io.breakwater.fleet.capacity.TrafficFile;
import io.breakwater.fleet.capacity.TrafficLog;
import io.breakwater.fleet.capacity.TrafficMetrics;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `scripts/simulate` that play an environment's own configuration with its own traffic.
final class WhatIfCommand {
    /// The part of a horizon at which hardly anything is refused yet, and the one at which a sixth is.
    static final double BELOW = 0.9;

    static final double BEYOND = 1.2;

    /// Without `--config`.
    static final List<String> NAMES =
            List.of("--hour", "--lose", "--traffic-from-log", "--traffic-from-metrics", "--confirm");

    /// In bytes: more than any configuration, and than a file of traffic with as many rows as are played.
    private static final long LARGEST_TEXT = 16_000_000;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "An environment's configuration, such as config/prod.yaml, to be played with its traffic.")
    @Nullable
    Path config;

    @Option(names = "--hour", paramLabel = "0-23", description = "The hour to play (the one nearest to a refusal).")
    @Nullable
    Integer hour;

    @Option(
            names = "--lose",
            paramLabel = "shard=NAME|region=NAME|model=ID|traffic=TIMES",
            description = "What is lost; may be repeated (each shard, Region and model, and traffic=2).")
    List<String> lose = new ArrayList<>();

    @Option(
            names = "--traffic-from-log",
            paramLabel = "FILE",
            description = "Takes the traffic from the gateway's own log.")
    @Nullable
    Path log;

    @Option(
            names = "--traffic-from-metrics",
            paramLabel = "FILE",
            description = "Takes the traffic from a day of CloudWatch metrics (docs/simulation.md has the command).")
    @Nullable
    Path metrics;

    @Option(
            names = "--confirm",
            description =
                    "Plays every horizon of a per-minute limit, with any number of requests (the nearest ones, if that takes few).")
    boolean confirm;

    /// With a configuration.
    ///
    /// @throws IllegalArgumentException if an argument or a file is wrong
    WhatIfCard play(List<String> typedTraffic, long seed) {
        Path file = Objects.requireNonNull(config);
        if (hour != null && (hour < 0 || hour > 23)) {
            throw new IllegalArgumentException("--hour must be 0 to 23 (UTC), got " + hour);
        }
        ConfigText environment = text("--config", file);
        ConfigText catalogue = text("--config reads the catalogue beside it:", file.resolveSibling("models.yaml"));
        Settings settings = valid(SettingsReader.read(catalogue, environment));
        Traffic traffic = traffic(typedTraffic, settings);
        traffic.tooMuch().ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        List<CapacityHorizon> horizons = CapacityHorizon.of(settings, traffic, ModelPace::meanSeconds);
        WhatIf whatIf = new WhatIf(settings, traffic, hour(traffic, horizons), seed);
        List<Loss> losses = lose.isEmpty()
                ? Loss.all(whatIf.targets())
                : lose.stream().map(typed -> Loss.of(typed, whatIf.targets())).toList();
        losses.stream()
                .map(loss -> tooMuch(loss, whatIf))
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(why -> {
                    throw new IllegalArgumentException(why);
                });
        WhatIfCard card = new WhatIfCard(environment.file(), traffic, whatIf, horizons);
        Stream.concat(Stream.of(Loss.NONE), losses.stream()).map(whatIf::play).forEach(card::add);
        like(settings, horizons)
                .ifPresent(like -> OneMoreAccount.settings(catalogue, environment, like)
                        .ifPresent(
                                more -> card.oneMore(like, CapacityHorizon.of(more, traffic, ModelPace::meanSeconds))));
        confirmed(horizons)
                .forEach(horizon -> whatIf.inTheWay(horizon, confirm)
                        .ifPresentOrElse(
                                why -> card.notPlayed(horizon, why),
                                () -> card.confirmed(
                                        horizon, whatIf.refused(horizon, BELOW), whatIf.refused(horizon, BEYOND))));
        return card;
    }

    private static Optional<String> tooMuch(Loss loss, WhatIf whatIf) {
        double perSecond = whatIf.perSecond() * loss.factor();
        return perSecond <= WhatIf.MOST_PER_SECOND
                ? Optional.empty()
                : Optional.of("--lose traffic=%s would be %.0f requests a second, and at most %.0f are played"
                        .formatted(loss.name(), perSecond, WhatIf.MOST_PER_SECOND));
    }

    /// The nearest alias and the nearest tenant; with `--confirm` all of them.
    private Stream<CapacityHorizon> confirmed(List<CapacityHorizon> horizons) {
        return Stream.of(CapacityHorizon.ALIAS, CapacityHorizon.TENANT)
                .flatMap(kind -> horizons.stream()
                        .filter(horizon -> horizon.kind().equals(kind) && horizon.isOfMinutes())
                        .sorted(Comparator.comparingDouble(CapacityHorizon::factor))
                        .limit(confirm ? Long.MAX_VALUE : 1));
    }

    boolean isAsked() {
        return config != null || hour != null || !lose.isEmpty() || confirm || log != null || metrics != null;
    }

    private int hour(Traffic traffic, List<CapacityHorizon> horizons) {
        if (hour == null) {
            return horizons.stream()
                    .filter(horizon -> !horizon.kind().equals(CapacityHorizon.TENANT))
                    .min(Comparator.comparingDouble(CapacityHorizon::factor))
                    .map(CapacityHorizon::hour)
                    .orElseThrow();
        }
        if (traffic.in(hour).isEmpty()) {
            throw new IllegalArgumentException("--hour %d: %s has no requests in that hour; hours with some are %s"
                    .formatted(
                            hour,
                            traffic.source(),
                            traffic.rows().stream()
                                    .filter(row -> row.requests() > 0)
                                    .map(Traffic.Row::hour)
                                    .distinct()
                                    .sorted()
                                    .toList()));
        }
        return hour;
    }

    /// The shard that is full first.
    private static Optional<String> like(Settings settings, List<CapacityHorizon> horizons) {
        return horizons.stream()
                .filter(horizon -> horizon.kind().equals(CapacityHorizon.SHARD))
                .min(Comparator.comparingDouble(CapacityHorizon::factor))
                .map(CapacityHorizon::name)
                .filter(name -> settings.shards().stream()
                        .anyMatch(shard -> shard.id().value().equals(name)));
    }

    private Traffic traffic(List<String> typed, Settings settings) {
        long sources =
                typed.size() + Stream.of(log, metrics).filter(Objects::nonNull).count();
        if (sources != 1) {
            throw new IllegalArgumentException(
                    "--config needs the traffic, once: --traffic FILE with the columns of config/traffic.example.csv,"
                            + " --traffic-from-log FILE or --traffic-from-metrics FILE; got %d of them"
                                    .formatted(sources));
        }
        if (log != null) {
            return fromLog(log, settings);
        }
        if (metrics != null) {
            ConfigText text = text("--traffic-from-metrics", metrics);
            return valid(TrafficMetrics.read(text.file(), text.content(), settings.topology()));
        }
        ConfigText text = text("--traffic", Path.of(typed.getFirst()));
        return valid(TrafficFile.read(text.file(), text.content(), settings.topology()));
    }

    /// Reads a log line by line, since it may not fit into one text.
    private static Traffic fromLog(Path file, Settings settings) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return valid(TrafficLog.read(file.toString(), lines, settings.topology()));
        } catch (UncheckedIOException broken) {
            throw unreadable("--traffic-from-log", file, broken);
        } catch (IOException missing) {
            throw unreadable("--traffic-from-log", file, missing);
        }
    }

    private static <T> T valid(Loaded<T> loaded) {
        return switch (loaded) {
            case Loaded.Valid<T>(T value) -> value;
            case Loaded.Invalid<T> invalid -> throw new IllegalArgumentException(TrafficFile.text(invalid.problems()));
        };
    }

    private static ConfigText text(String option, Path file) {
        try {
            if (Files.size(file) > LARGEST_TEXT) {
                throw new IllegalArgumentException("%s %s has %d bytes, and at most %d are read"
                        .formatted(option, file, Files.size(file), LARGEST_TEXT));
            }
            return new ConfigText(file.toString(), Files.readString(file));
        } catch (CharacterCodingException wrong) {
            throw new IllegalArgumentException(
                    "%s %s is not text in UTF-8; save it as UTF-8".formatted(option, file), wrong);
        } catch (IOException missing) {
            throw unreadable(option, file, missing);
        }
    }

    private static IllegalArgumentException unreadable(String option, Path file, Exception missing) {
        String why = Files.isDirectory(file)
                ? "it is a folder"
                : Files.exists(file) ? "it is there, but not for this user" : "there is none";
        return new IllegalArgumentException(
                "%s %s cannot be read (%s); name a file that is there".formatted(option, file, why), missing);
    }
}
