package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.Found;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.plan.Cloud;
import io.breakwater.cleanup.plan.RemovalException;
import io.breakwater.cleanup.plan.Scan;
import io.breakwater.cleanup.plan.Traffic;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/// AWS itself, as far as an environment's accounts and Regions go.
public final class AwsCloud implements Cloud {
    private final Scanner scanner;
    private final Map<Kind, Sweeper> sweepers;
    private final Supplier<Traffic> traffic;

    public AwsCloud(Scanner scanner, Supplier<Traffic> traffic) {
        this.scanner = scanner;
        this.sweepers = scanner.sweepers().stream().collect(Collectors.toMap(Sweeper::kind, Function.identity()));
        this.traffic = traffic;
    }

    @Override
    public Scan scan() {
        return scanner.scan();
    }

    @Override
    public Optional<String> remove(Found found) throws RemovalException {
        Sweeper sweeper = sweepers.get(found.kind());
        if (sweeper == null) {
            throw new IllegalStateException("nobody removes a " + found.kind().label() + "; add its sweeper");
        }
        try {
            return sweeper.remove(found);
        } catch (SdkException refused) {
            throw new RemovalException(Reason.of(refused), refused);
        }
    }

    @Override
    public Traffic traffic() {
        return traffic.get();
    }
}
