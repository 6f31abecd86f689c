package translation

import "github.com/apicause/apicause/tools/messages"

// Set changes one text of a file, and remembers which source text it was made
// from. Of a source text, it remembers what the translations of it were made from.
func Set(c *messages.Change, file *messages.File, id messages.Path, form, text string) error {
	if err := c.Set(file, id, form, text); err != nil {
		return err
	}
	source := c.Effective(c.Source)[id.String()]
	switch {
	case source == nil:
	case file.Tag == c.Source:
		Outgrow(c, source)
	default:
		c.Remember(file.Tag, source)
	}
	return nil
}

// Add makes the file of a new language, with a line for every text, and returns
// how many texts that is.
func Add(c *messages.Change, file *messages.File) (texts int, err error) {
	data, texts, err := Draft(c.Folder, file)
	if err != nil {
		return 0, err
	}
	c.Put(file, data)
	return texts, Settle(c, file)
}
