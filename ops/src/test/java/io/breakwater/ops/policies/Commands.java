package io.breakwater.ops.policies;

import io.breakwater.iam.CallTable;
import io.breakwater.iam.IamCall;
import io.breakwater.naming.Naming;
import io.breakwater.ops.Environments;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Shard;
import io.breakwater.settings.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The operators' commands with their calls, in an environment of two shards.
///
/// @param environment the environment's name
record Commands(String environment) {
    /// Values that AWS generates or that nobody knows beforehand.
    private static final Map<String, String> MADE_UP = Map.ofEntries(
            Map.entry("random", "AbCdEf"),
            Map.entry("stream", "aws/bedrock/modelinvocations"),
            Map.entry("id", "a1b2c3d4e5"),
            Map.entry("api", "a1b2c3d4e5"),
            Map.entry("verb", "PUT"),
            Map.entry("path", "tenants/search/suspension"),
            Map.entry("name", "x"),
            Map.entry("stack", "anybodys"),
            Map.entry("tenant", "search"),
            Map.entry("place", "us-west-2"),
            Map.entry("roleOfBefore", "somebodys-bedrock-logs"),
            Map.entry("profile", "us.anthropic.claude-sonnet-4-6"),
            Map.entry("other", "elsewhere"));

    /// A policy: the command whose calls it allows, and the account for which it is made.
    enum Command {
        BOOTSTRAP("bootstrap", Where.ON_THE_WAY),
        BOOTSTRAP_SHARD("bootstrap", Where.SHARD),
        DEPLOYER("deployer", Where.GATEWAY),
        OPERATOR("operator", Where.GATEWAY),
        DOCTOR("doctor", Where.ON_THE_WAY),
        DOCTOR_SHARD("doctor-shard", Where.SHARD),
        CLEANUP("cleanup", Where.ON_THE_WAY),
        CLEANUP_SHARD("cleanup", Where.SHARD),
        CLEANUP_BOOTSTRAP("cleanup-bootstrap", Where.ON_THE_WAY),
        CLEANUP_BOOTSTRAP_SHARD("cleanup-bootstrap", Where.SHARD),
        DEMO("demo", Where.ON_THE_WAY),
        DEMO_SHARD("demo-shard", Where.SHARD);

        private final String calls;
        private final Where where;

        Command(String calls, Where where) {
            this.calls = calls;
            this.where = where;
        }

        /// The name of the policy's file.
        String policy() {
            return inShards() && !calls.endsWith("-shard") ? calls + "-shard" : calls;
        }

        boolean inShards() {
            return where == Where.SHARD;
        }

        CallTable table() {
            CallTable own = CallTable.of(calls);
            CallTable all = where == Where.ON_THE_WAY ? own.and(CallTable.of("into-accounts")) : own;
            return this == BOOTSTRAP ? all.and(CallTable.of("into-places")) : all;
        }
    }

    /// The identity to which a policy is attached.
    private enum Where {
        /// An identity that calls from the gateway's account.
        GATEWAY,
        /// The same identity, which also assumes roles in the shards' accounts.
        ON_THE_WAY,
        /// The operators' role in a shard's account.
        SHARD
    }

    List<IamCall> calls(Command command) {
        return command.table().calls(told(command));
    }

    List<IamCall> denied(Command command) {
        return CallTable.of("denied-operator").calls(told(command));
    }

    /// The values that are known when a policy is written. A policy for the shards' accounts is the
    /// same for all of them.
    List<Map<String, String>> known(Command command) {
        Map<String, String> base = base();
        if (command.inShards()) {
            return List.of(base);
        }
        List<Map<String, String>> rows = new ArrayList<>();
        Settings settings = settings();
        Map<String, String> home = with(base, place(settings.sites().getFirst()));
        rows.add(home);
        settings.shards().forEach(shard -> rows.add(with(home, entered(shard))));
        settings.sites()
                .forEach(site -> rows.add(with(
                        home,
                        Map.of(
                                "siteAccount", site.account().value(),
                                "siteRegion", site.region().value()))));
        return rows;
    }

    /// The same with values for what AWS generates, at each place where the command is run.
    private List<Map<String, String>> told(Command command) {
        List<Map<String, String>> rows = new ArrayList<>();
        Settings settings = settings();
        for (Map<String, String> known : known(command)) {
            if (command.inShards()) {
                settings.shards()
                        .forEach(shard -> shard.regions()
                                .forEach(region -> rows.add(with(
                                        with(known, MADE_UP),
                                        with(entered(shard), place(new Site(shard.account(), region)))))));
            } else {
                rows.add(with(known, MADE_UP));
            }
        }
        return rows;
    }

    private Map<String, String> base() {
        Settings settings = settings();
        return Map.of(
                "env",
                environment,
                "stackId",
                new Naming(environment, settings.home()).stackId(),
                "operatorRole",
                "OrganizationAccountAccessRole");
    }

    private static Map<String, String> entered(Shard shard) {
        return Map.of(
                "shard", shard.id().value(),
                "shardAccount", shard.account().value());
    }

    private static Map<String, String> place(Site site) {
        return Map.of(
                "account", site.account().value(),
                "region", site.region().value());
    }

    private static Settings settings() {
        return Environments.small();
    }

    private static Map<String, String> with(Map<String, String> row, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(row);
        all.putAll(more);
        return all;
    }
}
