package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.breakwater.adapters.stack.StackWork;
import io.breakwater.control.tenants.LedgerMove;
import io.breakwater.control.tenants.StagedFile;
import io.breakwater.model.TenantId;
import io.breakwater.settings.FileTenants;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// The custom resource that carries tenants' ledgers over to the number of items in its property
/// `LedgerItems`. The current number comes from the ledger itself and not from CloudFormation's old
/// properties: a stack may be deployed again over tables that were kept, and a deploy may break off.
///
/// The numbers come from the property, so that a rollback asks for the previous ones; the tenants come
/// from the file that the property `Tenants` names. Stacks of earlier versions had every tenant's
/// number in the property, and no file.
public final class CarrierHandler implements RequestHandler<CloudFormationCustomResourceEvent, String> {
    private static final StackWork WORK = new StackWork(
            LoggerFactory.getLogger(CarrierHandler.class), "the tenants' ledgers were not brought in line");

    private final Supplier<Start> start;
    private final InstantSource clock;

    /// What the handler works with.
    ///
    /// @param staged reads the file's tenants
    record Start(LedgerMove ledgers, Function<StagedFile, FileTenants> staged) {}

    /// Made by Lambda, from the function's variables.
    public CarrierHandler() {
        this(() -> DeployedControl.start(System.getenv()).carrying(), InstantSource.system());
    }

    CarrierHandler(Supplier<Start> start, InstantSource clock) {
        this.start = start;
        this.clock = clock;
    }

    @Override
    public String handleRequest(CloudFormationCustomResourceEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> handle(event));
    }

    String handle(CloudFormationCustomResourceEvent event) {
        return WORK.answered(event, () -> carried(event));
    }

    /// Carries ledgers over; when the resource is deleted, ledgers stay unchanged.
    private List<String> carried(CloudFormationCustomResourceEvent event) {
        if (event.getRequestType().equals("Delete")) {
            return List.of();
        }
        Start started = start.get();
        return started.ledgers().run(items(event, tenants(event, started)), clock.instant());
    }

    private static Set<TenantId> tenants(CloudFormationCustomResourceEvent event, Start started) {
        return event.getResourceProperties().containsKey("Tenants")
                ? started.staged()
                        .apply(StagedFile.of(event.getResourceProperties()))
                        .ids()
                : Set.of();
    }

    /// The property names tenants that have more than one item; the others of the file have one.
    private static Map<TenantId, Integer> items(CloudFormationCustomResourceEvent event, Set<TenantId> tenants) {
        Map<TenantId, Integer> items = new TreeMap<>();
        tenants.forEach(tenant -> items.put(tenant, 1));
        ProvisionRequest.texts(event.getResourceProperties(), "LedgerItems")
                .forEach((tenant, number) -> items.put(new TenantId(tenant), Integer.parseInt(number)));
        return items;
    }
}
