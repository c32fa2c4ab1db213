"""The attribute of a VPC that MiniStack does not have: its CIDR block, which the CDK names in the security groups of endpoints."""


def install() -> None:
    from ministack.services.cloudformation import provisioners
    from ministack.services import ec2

    handlers = provisioners._RESOURCE_HANDLERS["AWS::EC2::VPC"]
    for action in ("create", "update"):
        handlers[action] = with_cidr_block(ec2, handlers[action])


def with_cidr_block(ec2, act):
    def faithful(*arguments, **named):
        vpc_id, attributes = act(*arguments, **named)
        return vpc_id, {**attributes, "CidrBlock": ec2._vpcs[vpc_id]["CidrBlock"]}

    return faithful
