package io.breakwater.ops.bootstrap;

import io.breakwater.model.AccountId;
import io.breakwater.ops.account.AccountRegion;
import io.breakwater.settings.Settings;
import java.util.List;
import java.util.stream.Collectors;

/// The requested accounts and Regions, or why these credentials cannot be used for them.
sealed interface Requested {
    record Places(List<AccountRegion> places) implements Requested {}

    /// @param why with what to do; nothing was changed
    record Refused(String why) implements Requested {}

    /// All places of an environment, each once, the gateway's first.
    static List<AccountRegion> all(Settings settings) {
        return settings.sites().stream()
                .map(site -> new AccountRegion(site.account(), site.region()))
                .toList();
    }

    /// @param one the argument; empty for all places
    /// @param caller the account of the credentials: the gateway's, or that of the one place
    static Requested of(Settings settings, String one, AccountId caller) {
        List<AccountRegion> all = all(settings);
        List<AccountRegion> places = all.stream()
                .filter(place -> one.isEmpty() || place.toString().equals(one))
                .toList();
        if (places.isEmpty()) {
            return new Refused(
                    "'%s' is not an account and Region of %s: %s".formatted(one, settings.environment(), names(all)));
        }
        AccountId home = settings.home().account();
        boolean own = places.stream().allMatch(place -> place.account().equals(caller));
        return caller.equals(home) || own
                ? new Places(places)
                : new Refused(
                        "these are credentials of account %s; give those of the gateway's account %s, which enter the others through a role, or name one ACCOUNT/REGION with credentials of that account"
                                .formatted(caller, home));
    }

    private static String names(List<AccountRegion> places) {
        return places.stream().map(AccountRegion::toString).collect(Collectors.joining(", "));
    }
}
