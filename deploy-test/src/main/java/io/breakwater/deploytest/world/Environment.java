package io.breakwater.deploytest.world;

import io.breakwater.config.ConfigFolder;
import io.breakwater.naming.EnvironmentStack;
import io.breakwater.naming.Naming;
import io.breakwater.ops.account.AccountRegion;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Problem;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Shard;
import java.util.List;
import java.util.stream.Collectors;

/// An environment of the test as its file describes it: its names, and the stacks that a deploy makes.
public record Environment(Settings settings) {

    /// A stack and its place.
    public record StackAt(AccountRegion place, String name) {
        @Override
        public String toString() {
            return name + " in " + place;
        }
    }

    /// Reads an environment of a folder.
    ///
    /// @throws IllegalStateException if the file is invalid, with all of its problems
    public static Environment read(ConfigFolder folder, String name) {
        return switch (folder.load(name)) {
            case Loaded.Valid(Settings settings) -> new Environment(settings);
            case Loaded.Invalid(List<Problem> problems) ->
                throw new IllegalStateException("the test's own configuration is wrong: "
                        + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        };
    }

    public String name() {
        return settings.environment();
    }

    public Naming naming() {
        return new Naming(name(), settings.home());
    }

    public AccountRegion home() {
        return new AccountRegion(settings.home().account(), settings.home().region());
    }

    public StackAt gateway() {
        return new StackAt(home(), naming().gatewayStack());
    }

    /// The stacks that a deploy has to make.
    public List<StackAt> stacks() {
        return EnvironmentStack.of(settings).stream()
                .map(stack -> new StackAt(new AccountRegion(stack.account(), stack.region()), stack.name()))
                .toList();
    }

    /// Every account and Region with a stack.
    public List<AccountRegion> places() {
        return stacks().stream().map(StackAt::place).distinct().toList();
    }

    /// The stack of a shard's role.
    public StackAt roleOf(String id) {
        return settings.shards().stream()
                .filter(shard -> shard.id().value().equals(id))
                .map(this::role)
                .findFirst()
                .orElseThrow();
    }

    private StackAt role(Shard shard) {
        return new StackAt(new AccountRegion(shard.account(), home().region()), naming().shardRole(shard.id()));
    }

    /// The secret with a tenant's API key.
    public String keySecret(String tenant) {
        return Naming.tenantSecret(name(), tenant);
    }
}
