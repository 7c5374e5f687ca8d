package io.breakwater.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/// The `Principal` of a statement ("AWS JSON policy elements: Principal", IAM User Guide).
record Principals(boolean anyone, List<String> accounts, List<String> roles, List<String> services) {
    private static final Set<String> KINDS = Set.of("AWS", "Service");
    private static final String ROLE = "arn:aws[a-z-]*:iam::[0-9]{12}:role/.+";
    private static final String ROOT = "arn:aws[a-z-]*:iam::([0-9]{12}):root";

    /// No principals, as in policies of identities.
    static final Principals NONE = new Principals(false, List.of(), List.of(), List.of());

    /// How a statement names a caller.
    enum Named {
        NOT,
        /// By its account, which leaves it to the account's own policies.
        BY_ACCOUNT,
        DIRECTLY
    }

    /// @throws UnevaluatedException if a principal is named in a way that is unknown here
    static Principals of(JsonNode principal) {
        if (principal.asText().equals("*")) {
            return new Principals(true, List.of(), List.of(), List.of());
        }
        List<String> unknown = Elements.unknown(principal, KINDS);
        if (!unknown.isEmpty()) {
            throw new UnevaluatedException("principals of these kinds are not known: " + unknown);
        }
        List<String> all = Elements.texts(principal.path("AWS"));
        List<String> accounts = all.stream()
                .filter(name -> name.matches("[0-9]{12}|" + ROOT))
                .map(name -> name.replaceFirst(ROOT, "$1"))
                .toList();
        List<String> roles = all.stream().filter(name -> name.matches(ROLE)).toList();
        boolean anyone = all.contains("*");
        if (all.size() != accounts.size() + roles.size() + (anyone ? 1 : 0)) {
            throw new UnevaluatedException("a principal is neither an account nor a role: " + all);
        }
        return new Principals(anyone, accounts, roles, Elements.texts(principal.path("Service")));
    }

    Named name(IamCaller caller) {
        if (anyone) {
            return Named.DIRECTLY;
        }
        return switch (caller) {
            case IamCaller.Service(String name) -> services.contains(name) ? Named.DIRECTLY : Named.NOT;
            case IamCaller.Role role when roles.contains(role.arn()) -> Named.DIRECTLY;
            case IamCaller.Role role -> accounts.contains(role.account()) ? Named.BY_ACCOUNT : Named.NOT;
        };
    }
}
