package formatter

var KeyboardManager *LogKeyboard

type LogKeyboard struct{}

func (*LogKeyboard) ClearKeyboardInfo() {}

func (*LogKeyboard) PrintKeyboardInfo() {}
