package io.breakwater.simulated.bedrock;

import java.util.Map;
import java.util.Set;

/// The simulated accounts, and the roles in them that may be assumed.
///
/// @param ids the accounts, twelve digits each
/// @param roles the ExternalId that each role demands, or `""` for none, by the role's ARN
public record SimulatedAccounts(Set<String> ids, Map<String, String> roles) {

    public SimulatedAccounts {
        ids = Set.copyOf(ids);
        roles = Map.copyOf(roles);
        ids.forEach(SimulatedAccounts::requireAccount);
        for (String role : roles.keySet()) {
            requireKnown(role, ids);
        }
    }

    private static void requireAccount(String account) {
        if (!account.matches("\\d{12}")) {
            throw new IllegalArgumentException("account \"" + account + "\" is not an AWS account id: give 12 digits");
        }
    }

    private static void requireKnown(String role, Set<String> ids) {
        String[] parts = role.split(":", -1);
        if (parts.length != 6 || !ids.contains(parts[4])) {
            throw new IllegalArgumentException(
                    "role \"" + role + "\" is in none of the simulated accounts: add its account or correct its ARN");
        }
    }
}
