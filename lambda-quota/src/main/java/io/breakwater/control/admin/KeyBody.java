package io.breakwater.control.admin;

import io.breakwater.control.keys.KeyLife;
import io.breakwater.dialect.Findings;
import io.breakwater.dialect.ModelNames;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.identity.Cidr;
import io.breakwater.identity.KeyScope;
import io.breakwater.model.Alias;
import io.breakwater.model.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The bodies of requests for keys.
final class KeyBody {
    /// The default grace, a day, in which every deployment of a client can switch to the new key.
    private static final Duration GRACE = Duration.ofHours(24);

    private static final Duration LONGEST_GRACE = Duration.ofDays(30);

    /// A value, or what is wrong with the body.
    sealed interface Read<T> {
        record Right<T>(T value) implements Read<T> {}

        record Wrong<T>(String message) implements Read<T> {}
    }

    /// `{"models": [alias…], "sources": [CIDR…], "notAfter": instant}`, all of which may be left out.
    static Read<KeyLife.Wish> wish(Tenant tenant, AdminRequest request) {
        Findings findings = new Findings();
        JsonField body = JsonField.root(request.body(), findings);
        body.only(Set.of("models", "sources", "notAfter"));
        Set<Alias> models = models(body.at("models"), tenant);
        List<Cidr> sources = sources(body.at("sources"));
        Optional<Instant> notAfter = Instants.future(body.at("notAfter"), request.at());
        return read(findings, () -> new KeyLife.Wish(new KeyScope(models, sources), notAfter));
    }

    /// `{"grace": "24h"}`, which may be left out.
    static Read<Duration> grace(AdminRequest request) {
        Findings findings = new Findings();
        JsonField body = JsonField.root(request.body(), findings);
        body.only(Set.of("grace"));
        Duration grace = body.at("grace")
                .text()
                .map(text -> grace(body.at("grace"), text))
                .orElse(GRACE);
        return read(findings, () -> grace);
    }

    private static Duration grace(JsonField field, String text) {
        Optional<Duration> grace = Instants.duration(text).filter(time -> time.compareTo(LONGEST_GRACE) <= 0);
        if (grace.isEmpty()) {
            field.refuse("must be a time of up to 30d, such as 0s, 45m, 24h or 7d, got '" + text + "'");
        }
        return grace.orElse(GRACE);
    }

    private static Set<Alias> models(JsonField field, Tenant tenant) {
        Set<Alias> models = new HashSet<>();
        for (JsonField item : filled(field)) {
            String name = item.requiredText();
            Optional<Alias> alias = ModelNames.alias(name).filter(tenant.models()::contains);
            if (alias.isEmpty()) {
                item.refuse("must be a model of tenant %s, got '%s'; it has %s"
                        .formatted(
                                tenant.id(),
                                name,
                                tenant.models().stream().sorted().toList()));
            }
            alias.ifPresent(models::add);
        }
        return models;
    }

    /// The elements of a list. A missing list restricts nothing; an empty one could be read as the
    /// opposite, so it is refused.
    private static List<JsonField> filled(JsonField field) {
        return field.present() ? field.requiredItems() : List.of();
    }

    private static List<Cidr> sources(JsonField field) {
        List<Cidr> sources = new ArrayList<>();
        for (JsonField item : filled(field)) {
            try {
                sources.add(Cidr.of(item.requiredText()));
            } catch (IllegalArgumentException malformed) {
                item.refuse("is wrong: " + malformed.getMessage());
            }
        }
        return sources;
    }

    private interface Making<T> {
        T make();
    }

    private static <T> Read<T> read(Findings findings, Making<T> making) {
        try {
            return findings.first()
                    .<Read<T>>map(refusal -> new Read.Wrong<>(message(refusal)))
                    .orElseGet(() -> new Read.Right<>(making.make()));
        } catch (IllegalArgumentException tooMuch) {
            return new Read.Wrong<>(String.valueOf(tooMuch.getMessage()));
        }
    }

    static String message(Refusal refusal) {
        return refusal.message();
    }

    private KeyBody() {}
}
