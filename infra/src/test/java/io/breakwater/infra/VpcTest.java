package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.iam.CallTable;
import io.breakwater.iam.IamCall;
import io.breakwater.infra.Templates.Found;
import io.breakwater.settings.Home;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The setting `vpc`, and its absence.
class VpcTest {

    @Test
    void without_the_setting_no_function_is_in_a_vpc() {
        assertThat(functions(Synthesised.DEV))
                .isNotEmpty()
                .noneMatch(found -> found.properties().has("VpcConfig"));
    }

    @Test
    void with_it_every_function_of_the_gateways_account_and_region_is_and_none_elsewhere() {
        assertThat(functions(Synthesised.FULL)).hasSizeGreaterThan(8).allSatisfy(found -> {
            List<String> subnets =
                    Templates.texts(found.properties().path("VpcConfig").path("SubnetIds"));
            List<String> groups =
                    Templates.texts(found.properties().path("VpcConfig").path("SecurityGroupIds"));
            assertThat(subnets).as(found.toString()).hasSize(isHome(found) ? 2 : 0);
            assertThat(groups).as(found.toString()).hasSize(isHome(found) ? 1 : 0);
        });
        assertThat(functions(Synthesised.FULL).filter(found -> !isHome(found))).isNotEmpty();
    }

    /// The rule is from "Security best practices" of VPC access, AWS Lambda Developer Guide.
    @Test
    void the_functions_own_code_may_do_nothing_to_the_network() {
        DeployedRoles roles = DeployedRoles.of(Synthesised.FULL);
        DeployedRole router = roles.all()
                .filter(role -> role.name().equals("router"))
                .findFirst()
                .orElseThrow();
        List<IamCall> calls = CallTable.of("network").calls(List.of(Map.of()));
        assertThat(calls).hasSize(6).allSatisfy(call -> {
            assertThat(roles.decide(router, call).allowed()).isTrue();
            IamCall own = call.with(
                    "lambda:SourceFunctionArn", "arn:aws:lambda:us-east-1:123456789012:function:breakwater-dev-router");
            assertThat(roles.decide(router, own).allowed()).isFalse();
        });
    }

    private static boolean isHome(Found function) {
        Home home = Synthesised.FULL.settings().home();
        Intrinsics stack = Intrinsics.of(Synthesised.FULL, function.stack());
        return stack.region().equals(home.region().value())
                && stack.arn(function.id()).contains(":" + home.account() + ":");
    }

    private static Stream<Found> functions(Synthesised environment) {
        return Templates.all(environment, "AWS::Lambda::Function");
    }
}
