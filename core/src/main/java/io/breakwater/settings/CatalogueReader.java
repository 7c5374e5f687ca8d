package io.breakwater.settings;

import io.breakwater.model.Capacity;
import io.breakwater.model.Geography;
import io.breakwater.model.ModelCard;
import io.breakwater.model.Price;
import io.breakwater.model.Profile;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns the catalogue's tree into profiles.
final class CatalogueReader {
    /// A cache read costs a tenth of an input token, a write a quarter more ("Amazon Bedrock pricing",
    /// prompt caching with the 5-minute TTL).
    private static final BigDecimal CACHE_READ = new BigDecimal("0.1");

    private static final BigDecimal CACHE_WRITE = new BigDecimal("1.25");
    private static final BigDecimal CACHE_WRITE_HOUR = new BigDecimal("2");

    private final Report report;
    private final Known<Map<Region, List<Region>>> routes;
    private final Known<Path> families;

    private CatalogueReader(Report report, Known<Map<Region, List<Region>>> routes, Known<Path> families) {
        this.report = report;
        this.routes = routes;
        this.families = families;
    }

    static Known<Profile> read(Path root, Report report) {
        return new CatalogueReader(report, routes(root.key("routes"), report), families(root.key("families"), report))
                .profiles(root.key("models"));
    }

    private static Known<Path> families(Path at, Report report) {
        Map<String, Path> sound = new LinkedHashMap<>();
        Set<String> declared = new LinkedHashSet<>();
        at.entries().forEach(entry -> {
            declared.add(entry.getKey());
            if (!report.broken(entry.getValue().text())) {
                sound.put(entry.getKey(), entry.getValue());
            }
        });
        return new Known<>(
                "family", sound, declared, !at.present() || at.value().isObject());
    }

    private static Known<Map<Region, List<Region>>> routes(Path at, Report report) {
        Map<String, Map<Region, List<Region>>> sound = new LinkedHashMap<>();
        Set<String> declared = new LinkedHashSet<>();
        at.entries().forEach(entry -> {
            declared.add(entry.getKey());
            destinations(entry.getValue(), report).ifPresent(map -> sound.put(entry.getKey(), map));
        });
        return new Known<>("routes", sound, declared, at.value().isObject());
    }

    private static Optional<Map<Region, List<Region>>> destinations(Path at, Report report) {
        if (report.broken(at.text())) {
            return Optional.empty();
        }
        Map<Region, List<Region>> destinations = new LinkedHashMap<>();
        for (Path item : at.items()) {
            List<Region> to = item.key("to").texts().stream().map(Region::new).toList();
            for (Path from : item.key("from").items()) {
                if (destinations.put(new Region(from.asText()), to) != null) {
                    report.add(from.text(), "source Region %s is in these routes twice; remove one".formatted(from));
                }
            }
        }
        return report.broken(at.text()) ? Optional.empty() : Optional.of(destinations);
    }

    private Known<Profile> profiles(Path models) {
        Map<String, Profile> sound = new LinkedHashMap<>();
        Set<String> declared = new LinkedHashSet<>();
        models.entries()
                .forEach(model -> model.getValue().key("profiles").entries().forEach(entry -> {
                    String id = id(entry.getKey(), model.getKey());
                    declared.add(id);
                    profile(model.getKey(), id, model.getValue(), entry).ifPresent(profile -> sound.put(id, profile));
                }));
        return new Known<>("profile", sound, declared, models.value().isObject());
    }

    private static String id(String geography, String model) {
        return geography.equals(Geography.REGION.prefix()) ? model : geography + "." + model;
    }

    private Optional<Profile> profile(String modelId, String id, Path model, Map.Entry<String, Path> entry) {
        Path at = entry.getValue();
        Optional<Map<Region, List<Region>>> destinations = routes.find(at.key("routes"), report);
        destinations.ifPresent(map -> checkGeography(entry.getKey(), map, at.key("routes")));
        Optional<Path> family = families.find(model.key("family"), report);
        Optional<ModelCard> card = ModelCardReader.read(modelId, model, family, report);
        if (report.broken(at.text()) || destinations.isEmpty() || card.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Profile(
                new ProfileId(id),
                card.get(),
                Geography.valueOf(entry.getKey().toUpperCase(Locale.ROOT)),
                destinations.get(),
                price(at.key("price")),
                Capacities.read(at.key("quota"), Capacity.UNKNOWN)));
    }

    /// Only a global profile may leave its destinations open: IAM and residency need the destinations
    /// of all others.
    private void checkGeography(String geography, Map<Region, List<Region>> destinations, Path at) {
        boolean leaves = destinations.entrySet().stream()
                .anyMatch(route -> !route.getValue().equals(List.of(route.getKey())));
        if (geography.equals(Geography.REGION.prefix()) && leaves) {
            report.add(
                    at.text(),
                    "routes '%s' lead from a Region to another; a model that is called by its own id answers where it is called"
                            .formatted(at));
            return;
        }
        boolean global = geography.equals("global");
        if (destinations.values().stream().anyMatch(to -> to.isEmpty() != global)) {
            report.add(
                    at.text(),
                    global
                            ? "routes '%s' name destinations; a global profile needs routes without 'to'".formatted(at)
                            : "routes '%s' lack 'to'; only a global profile may answer anywhere".formatted(at));
        }
    }

    private static Price price(Path at) {
        BigDecimal input = at.key("input").decimal().orElseThrow();
        BigDecimal read = at.key("cacheRead").decimal().orElse(input.multiply(CACHE_READ));
        BigDecimal write = at.key("cacheWrite").decimal().orElse(input.multiply(CACHE_WRITE));
        BigDecimal hour = at.key("cacheWriteHour").decimal().orElse(input.multiply(CACHE_WRITE_HOUR));
        return new Price(
                Path.microUsd(input),
                at.key("output").microUsd(),
                Path.microUsd(read),
                Path.microUsd(write),
                Path.microUsd(hour));
    }
}
