package io.breakwater.cleanup.aws;

import io.breakwater.call.Pause;
import io.breakwater.cleanup.own.Place;
import io.breakwater.cleanup.own.ToolkitJudge;
import io.breakwater.cleanup.plan.RecentTraffic;
import io.breakwater.settings.Settings;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Assembles the access to the CDK's bootstrap in an environment's accounts and Regions.
public final class BootstrapComposition {

    private BootstrapComposition() {}

    /// The access to what the bootstrap has in AWS.
    public static AwsCloud of(Settings settings, AwsClients clients, Pause pause) {
        return of(
                Composition.places(settings),
                clients.of(CloudFormationClient::builder),
                List.of(
                        new AssetBucketRemover(clients.of(S3Client::builder)),
                        new AssetRepositoryRemover(clients.of(EcrClient::builder))),
                pause);
    }

    static AwsCloud of(
            SortedSet<Place> places,
            Function<Place, CloudFormationClient> formation,
            List<ResourceRemover> assets,
            Pause pause) {
        List<ResourceRemover> removers = List.of(assets.get(0), assets.get(1), new ToolkitRemover(formation, pause));
        Scanner scanner =
                new Scanner(places, removers, new ToolkitRecords(formation)::in, all -> new ToolkitJudge(all)::judge);
        return new AwsCloud(scanner, RecentTraffic.NoMetric::new);
    }
}
