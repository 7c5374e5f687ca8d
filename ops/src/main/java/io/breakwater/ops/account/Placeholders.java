package io.breakwater.ops.account;

import io.breakwater.model.AccountId;
import io.breakwater.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an environment's file still has of the examples that it was made from: nobody owns these accounts, and nobody
/// reads this mail.
public final class Placeholders {
    /// The account of AWS's own examples, and twelve times the same digit.
    private static final Pattern ACCOUNT = Pattern.compile("123456789012|(\\d)\\1{11}");

    /// Domains that are nobody's (RFC 2606).
    private static final Pattern MAIL = Pattern.compile(".*@(.*\\.)?example\\.(com|net|org)");

    /// All of them, each with its path and what to do.
    ///
    /// @param endpoint the variable `AWS_ENDPOINT_URL`: an emulator has whatever accounts it is asked for
    public static List<String> in(Settings settings, Optional<String> endpoint) {
        List<String> found = new ArrayList<>();
        if (endpoint.filter(url -> !url.isBlank()).isEmpty()) {
            found.addAll(accounts(settings));
        }
        settings.alarms()
                .email()
                .filter(email -> MAIL.matcher(email).matches())
                .ifPresent(email -> found.add(said(settings, "alarms.email", email, "an address that somebody reads")));
        return List.copyOf(found);
    }

    /// The accounts alone.
    static List<String> accounts(Settings settings) {
        List<String> found = new ArrayList<>();
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

    private static String said(Settings settings, String path, String value, String instead) {
        return "config/%s.yaml, %s is the example '%s'; put %s there"
                .formatted(settings.environment(), path, value, instead);
    }

    private Placeholders() {}
}
