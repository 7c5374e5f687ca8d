package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.plan.Cloud;
import io.breakwater.cleanup.plan.RecentTraffic;
import io.breakwater.cleanup.plan.RemovalException;
import io.breakwater.cleanup.plan.Scan;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/// AWS itself, in the accounts and Regions of an environment.
final class AwsCloud implements Cloud {
    private final Scanner scanner;
    private final Map<Kind, ResourceRemover> removers;
    private final Supplier<RecentTraffic> traffic;

    public AwsCloud(Scanner scanner, Supplier<RecentTraffic> traffic) {
        this.scanner = scanner;
        this.removers =
                scanner.removers().stream().collect(Collectors.toMap(ResourceRemover::kind, Function.identity()));
        this.traffic = traffic;
    }

    @Override
    public Scan scan() {
        return scanner.scan();
    }

    @Override
    public Optional<String> remove(FoundResource found) throws RemovalException {
        ResourceRemover remover = removers.get(found.kind());
        if (remover == null) {
            throw new IllegalStateException("nobody removes a " + found.kind().label() + "; add its sweeper");
        }
        try {
            return remover.remove(found);
        } catch (SdkException refused) {
            throw new RemovalException(Reason.of(refused), refused);
        }
    }

    @Override
    public RecentTraffic traffic() {
        return traffic.get();
    }
}
