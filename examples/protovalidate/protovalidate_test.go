package protovalidate

import (
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"testing"

	"buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"buf.build/go/protovalidate"
	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// signup makes a message with an email and a password, as protoc would of
//
//	message Signup {
//	  string email = 1 [(buf.validate.field).string.email = true];
//	  string password = 2 [(buf.validate.field).string.min_len = 8];
//	}
func signup(t *testing.T, email, password string) proto.Message {
	field := func(name string, number int32, rules *validate.StringRules) *descriptorpb.FieldDescriptorProto {
		options := &descriptorpb.FieldOptions{}
		proto.SetExtension(options, validate.E_Field, validate.FieldRules_builder{String: rules}.Build())
		return &descriptorpb.FieldDescriptorProto{
			Name: proto.String(name), Number: proto.Int32(number), JsonName: proto.String(name), Options: options,
			Type: descriptorpb.FieldDescriptorProto_TYPE_STRING.Enum(), Label: descriptorpb.FieldDescriptorProto_LABEL_OPTIONAL.Enum(),
		}
	}
	file, err := protodesc.NewFile(&descriptorpb.FileDescriptorProto{
		Name: proto.String("signup.proto"), Syntax: proto.String("proto3"),
		MessageType: []*descriptorpb.DescriptorProto{{Name: proto.String("Signup"), Field: []*descriptorpb.FieldDescriptorProto{
			field("email", 1, validate.StringRules_builder{Email: proto.Bool(true)}.Build()),
			field("password", 2, validate.StringRules_builder{MinLen: proto.Uint64(8)}.Build()),
		}}},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	message := dynamicpb.NewMessage(file.Messages().Get(0))
	values := message.Descriptor().Fields()
	message.Set(values.ByName("email"), protoreflect.ValueOfString(email))
	message.Set(values.ByName("password"), protoreflect.ValueOfString(password))
	return message
}

func TestFieldsInTheReadersLanguage(t *testing.T) {
	catalog, err := apicause.New(apicause.Config{Causes: slices.Sorted(maps.Values(causes)), Locales: []fs.FS{os.DirFS("../validator/locales")}})
	if err != nil {
		t.Fatal(err)
	}
	p := problem.New(problem.Config{Catalog: catalog})
	said := p.For(catalog.Localizer("en"), fields(protovalidate.Validate(signup(t, "a", "secret"))))
	var got []string
	for _, e := range said.Errors {
		got = append(got, e.Pointer+": "+e.Title+" "+e.Detail)
	}
	want := []string{"/email: Check the email address ", "/password: Make this longer Use at least 8 characters."}
	if diff := cmp.Diff(want, got); diff != "" || said.Status != 422 {
		t.Errorf("%d (-want +got):\n%s", said.Status, diff)
	}
	if err := fields(protovalidate.Validate(signup(t, "a@example.com", "long enough"))); err != nil {
		t.Error(err)
	}
	if err := fields(io.EOF); err != io.EOF {
		t.Error(err)
	}
}
