package io.breakwater.ops.costs;

import io.breakwater.model.TenantId;
import io.breakwater.naming.SessionNames;
import io.breakwater.settings.Settings;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds the owner of a line of the bill: by the session that signed the call, or else by the tag of
/// the called application inference profile.
///
/// @param environment the environment whose roles count
/// @param shards the accounts of its shards
record Attribution(String environment, Set<String> shards) {
    /// A session of a role ("IAM identifiers", IAM User Guide), with the role's and the session's name.
    private static final Pattern SESSION = Pattern.compile("arn:[a-z-]+:sts::\\d{12}:assumed-role/([^/]+)/(.+)");

    Attribution {
        shards = Set.copyOf(shards);
    }

    static Attribution of(Settings settings) {
        return new Attribution(
                settings.environment(),
                settings.shards().stream().map(shard -> shard.account().value()).collect(Collectors.toSet()));
    }

    Owner of(BillLine line) {
        Matcher session = SESSION.matcher(line.principal());
        if (session.matches() && isShardRole(session.group(1))) {
            return owner(SessionNames.tenant(session.group(2)));
        }
        if (!shards.contains(line.account())) {
            return new Owner.Foreign();
        }
        if (line.tagged().isPresent()) {
            return owner(line.taggedTenant());
        }
        return line.isBedrock() ? new Owner.Unknown(line.account(), by(line, session)) : new Owner.Foreign();
    }

    /// Whether a role is a shard's, now or when the month began.
    private boolean isShardRole(String role) {
        return role.matches("breakwater-" + Pattern.quote(environment) + "-shard-[a-z0-9-]+-role");
    }

    private static Owner owner(Optional<TenantId> tenant) {
        return tenant.<Owner>map(Owner.Tenant::new).orElseGet(Owner.Shared::new);
    }

    /// The signer; a role's many sessions count as one.
    private static String by(BillLine line, Matcher session) {
        return session.matches() ? "role " + session.group(1) : line.principal();
    }
}
