package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.breakwater.adapters.stack.StackWork;
import io.breakwater.control.tenants.LedgerMove;
import io.breakwater.model.TenantId;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// The custom resource that brings tenants' ledgers to as many items as its property `LedgerItems` says. How many they
/// have is in the ledger itself, and not taken from CloudFormation's old properties: a stack may be deployed anew
/// over tables that were kept, and a deploy may break off.
///
/// The numbers are the property's and not the packaged configuration's, so that a rollback asks for what was before: of
/// which tenants there are, the packaged one may say. Stacks of before named every tenant in the property.
public final class CarrierHandler implements RequestHandler<CloudFormationCustomResourceEvent, String> {
    private static final StackWork WORK = new StackWork(
            LoggerFactory.getLogger(CarrierHandler.class), "the tenants' ledgers were not brought in line");

    private final Supplier<Start> start;
    private final InstantSource clock;

    /// What it works with.
    ///
    /// @param tenants of the packaged configuration
    record Start(LedgerMove ledgers, Set<TenantId> tenants) {}

    /// As Lambda makes it, from the function's variables.
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

    /// Ledgers are left as they are when the resource goes.
    private List<String> carried(CloudFormationCustomResourceEvent event) {
        if (event.getRequestType().equals("Delete")) {
            return List.of();
        }
        Start started = start.get();
        return started.ledgers().run(items(event, started.tenants()), clock.instant());
    }

    /// The property names tenants that have more than one item; the others of the packaged configuration have one.
    private static Map<TenantId, Integer> items(CloudFormationCustomResourceEvent event, Set<TenantId> tenants) {
        Map<TenantId, Integer> items = new TreeMap<>();
        tenants.forEach(tenant -> items.put(tenant, 1));
        ProvisionRequest.texts(event.getResourceProperties(), "LedgerItems")
                .forEach((tenant, number) -> items.put(new TenantId(tenant), Integer.parseInt(number)));
        return items;
    }
}
