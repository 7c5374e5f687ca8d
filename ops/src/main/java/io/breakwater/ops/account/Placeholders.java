package io.breakwater.ops.account;

import io.breakwater.model.AccountId;
import io.breakwater.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The placeholders that an environment's file still has from the examples: accounts and mail addresses
/// that belong to nobody.
public final class Placeholders {
    /// The account of AWS's own examples, and twelve times the same digit.
    private static final Pattern ACCOUNT = Pattern.compile("123456789012|(\\d)\\1{11}");

    /// Domains reserved for examples (RFC 2606).
    private static final Pattern MAIL = Pattern.compile(".*@(.*\\.)?example\\.(com|net|org)");

    /// One placeholder.
    ///
    /// @param seen its place and its value
    /// @param fix what to put there
    public record Placeholder(String seen, String fix) {

        @Override
        public String toString() {
            return seen + "; " + fix;
        }
    }

    /// All placeholders.
    ///
    /// @param endpoint the endpoint that replaces AWS, if any: an emulator has any account
    public static List<Placeholder> in(Settings settings, Optional<String> endpoint) {
        List<Placeholder> found = new ArrayList<>();
        if (endpoint.isEmpty()) {
            found.addAll(accounts(settings));
        }
        settings.alarms()
                .email()
                .filter(email -> MAIL.matcher(email).matches())
                .ifPresent(email -> found.add(said(settings, "alarms.email", email, "an address whose mail is read")));
        return List.copyOf(found);
    }

    private static List<Placeholder> accounts(Settings settings) {
        List<Placeholder> found = new ArrayList<>();
        if (isExample(settings.home().account())) {
            found.add(said(settings, "home.account", settings.home().account().value(), "your gateway account"));
        }
        settings.shards().stream()
                .filter(shard -> isExample(shard.account()))
                .map(shard -> said(
                        settings,
                        "shards '" + shard.id() + "'.account",
                        shard.account().value(),
                        "the account whose quotas it uses"))
                .forEach(found::add);
        return found;
    }

    private static boolean isExample(AccountId account) {
        return ACCOUNT.matcher(account.value()).matches();
    }

    private static Placeholder said(Settings settings, String path, String value, String instead) {
        return new Placeholder(
                "config/%s.yaml, %s is the example '%s'".formatted(settings.environment(), path, value),
                "put %s there".formatted(instead));
    }

    private Placeholders() {}
}
