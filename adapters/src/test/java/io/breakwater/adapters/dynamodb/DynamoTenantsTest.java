package io.breakwater.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.adapters.memory.InMemoryTenants;
import io.breakwater.model.TenantId;
import io.breakwater.tenancy.Source;
import io.breakwater.tenancy.TenantEntry;
import io.breakwater.tenancy.TenantRegister;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DynamoTenantsTest {
    private static final String TABLE = "tenants";
    private static final TenantId CHAT = new TenantId("chat");
    private static final TenantId BATCH = new TenantId("batch");

    static Stream<TenantRegister> registers() {
        InMemoryDynamo.SHARED.emptyTable(TABLE);
        return Stream.of(
                new DynamoTenants(InMemoryDynamo.SHARED.client(), TABLE, Source.CONTROL), new InMemoryTenants());
    }

    @Test
    void plans_stand_beside_the_files_tenants_and_are_none_of_them() {
        InMemoryDynamo.SHARED.emptyTable(TABLE);
        DynamoTenants tenants = new DynamoTenants(InMemoryDynamo.SHARED.client(), TABLE, Source.FILE);
        DynamoPlans plans = new DynamoPlans(InMemoryDynamo.SHARED.client(), TABLE);
        assertThat(plans.find()).isEmpty();

        plans.put("{\"plans\":{}}");
        tenants.put(new TenantEntry(CHAT, "{}", Source.FILE));

        assertThat(plans.find()).contains("{\"plans\":{}}");
        assertThat(tenants.all()).containsExactly(new TenantEntry(CHAT, "{}", Source.FILE));
    }

    @ParameterizedTest
    @MethodSource("registers")
    void entries_come_back_as_they_were_put_last_and_are_gone_when_removed(TenantRegister register) {
        assertThat(register.find(CHAT)).isEmpty();
        register.put(new TenantEntry(CHAT, "{\"plan\":\"small\"}"));
        register.put(new TenantEntry(CHAT, "{\"plan\":\"large\"}"));
        register.put(new TenantEntry(BATCH, "{}"));

        assertThat(register.find(CHAT)).contains(new TenantEntry(CHAT, "{\"plan\":\"large\"}"));
        assertThat(register.all()).extracting(TenantEntry::id).containsExactlyInAnyOrder(CHAT, BATCH);

        register.remove(CHAT);
        register.remove(CHAT);
        assertThat(register.find(CHAT)).isEmpty();
        assertThat(register.all()).extracting(TenantEntry::id).containsExactly(BATCH);
    }
}
